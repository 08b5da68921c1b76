-- What sweeps propose, and how far each sweep is. No facts: the next sweep finds them again.
CREATE TABLE proposals (
    key TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    due_on DATE NOT NULL,
    citation TEXT,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    settled_on DATE
);
CREATE INDEX proposals_due ON proposals (due_on, key);
CREATE INDEX proposals_kind ON proposals (kind, due_on, key);
CREATE INDEX proposals_organization ON proposals (organization);
CREATE TABLE sweeps (
    day DATE NOT NULL PRIMARY KEY,
    reached BIGINT NOT NULL,
    organizations BIGINT NOT NULL,
    proposals BIGINT NOT NULL,
    finished_at TIMESTAMP
);
