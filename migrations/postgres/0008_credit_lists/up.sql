-- The lists of credit: one row for each entry, those that are past too.
CREATE TABLE listings (
    key TEXT NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    organization TEXT NOT NULL,
    number INTEGER NOT NULL,
    list TEXT NOT NULL,
    ground TEXT NOT NULL,
    listed_on DATE,
    known_from DATE NOT NULL,
    counts_from DATE,
    removed_on DATE,
    removed_because TEXT
);
CREATE INDEX listings_id ON listings (id);
CREATE INDEX listings_organization ON listings (organization);
CREATE INDEX listings_list ON listings (list, id);
