-- What is open was proposed by the last sweep: no day of its own says so. Open ones are counted by kind.
ALTER TABLE proposals DROP COLUMN last_on;
CREATE INDEX proposals_open ON proposals (kind) WHERE settled_on IS NULL;
