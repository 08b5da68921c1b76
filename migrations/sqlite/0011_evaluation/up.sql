-- Evaluations under way and past, and grades: one row for each.
CREATE TABLE evaluations (
    key TEXT NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    organization TEXT NOT NULL,
    number INTEGER NOT NULL,
    round INTEGER NOT NULL,
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    grade TEXT,
    begun_on DATE NOT NULL,
    publicity_until DATE,
    announced_on DATE
);
CREATE INDEX evaluations_id ON evaluations (id);
CREATE INDEX evaluations_organization ON evaluations (organization);
CREATE INDEX evaluations_stage ON evaluations (stage, id);
CREATE TABLE grades (
    key TEXT NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    organization TEXT NOT NULL,
    number INTEGER NOT NULL,
    grade TEXT NOT NULL,
    lowered_from TEXT,
    announced_on DATE,
    valid_from DATE,
    valid_until DATE,
    ended_on DATE,
    return_by DATE,
    returned_on DATE
);
CREATE INDEX grades_id ON grades (id);
CREATE INDEX grades_organization ON grades (organization);
CREATE INDEX grades_grade ON grades (grade, id);
