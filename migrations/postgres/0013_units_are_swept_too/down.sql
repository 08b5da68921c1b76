DROP TABLE proposals;
DELETE FROM sweeps;
CREATE TABLE proposals (
    key TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    due_on DATE NOT NULL,
    citation TEXT,
    first_on DATE NOT NULL,
    settled_on DATE
);
CREATE INDEX proposals_due ON proposals (due_on, key);
CREATE INDEX proposals_kind ON proposals (kind, due_on, key);
CREATE INDEX proposals_organization ON proposals (organization);
CREATE INDEX proposals_open ON proposals (kind) WHERE settled_on IS NULL;
