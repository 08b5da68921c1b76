-- Who is on its way out, and who has gone: one row for each, with where it stands.
CREATE TABLE exits (
    organization TEXT NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    registrar TEXT NOT NULL,
    division TEXT NOT NULL,
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    ground TEXT,
    since DATE,
    due_on DATE
);
CREATE INDEX exits_id ON exits (id);
CREATE INDEX exits_stage ON exits (stage, id);
CREATE INDEX exits_registrar ON exits (registrar, stage, id);
