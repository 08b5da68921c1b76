-- What is proposed of units has a place beside what is proposed of organizations: one of the two is named.
-- Proposals are no facts; the next sweep finds them again.
DROP TABLE proposals;
DELETE FROM sweeps;
CREATE TABLE proposals (
    key TEXT NOT NULL PRIMARY KEY,
    organization TEXT,
    unit TEXT,
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
CREATE INDEX proposals_unit ON proposals (unit);
CREATE INDEX proposals_open ON proposals (kind) WHERE settled_on IS NULL;
