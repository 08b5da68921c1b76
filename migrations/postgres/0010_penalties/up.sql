-- Penalties: one row for each case, and for each penalty that another department decided.
CREATE TABLE penalties (
    key TEXT NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    organization TEXT NOT NULL,
    number INTEGER,
    stage TEXT NOT NULL,
    basis TEXT,
    ground TEXT,
    measures TEXT NOT NULL,
    yuan BIGINT,
    authority TEXT NOT NULL,
    document_number TEXT,
    filed_on DATE,
    decided_on DATE,
    served_on DATE,
    due_on DATE,
    published BOOLEAN NOT NULL
);
CREATE INDEX penalties_id ON penalties (id);
CREATE INDEX penalties_organization ON penalties (organization);
CREATE INDEX penalties_stage ON penalties (stage, id);
