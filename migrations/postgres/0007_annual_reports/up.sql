-- Annual reports: one row for each organization and year; warnings: one row each.
CREATE TABLE annual_years (
    key TEXT NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    organization TEXT NOT NULL,
    year INTEGER NOT NULL,
    status TEXT NOT NULL,
    result TEXT,
    filed_on DATE,
    due_on DATE,
    rectify_by DATE
);
CREATE INDEX annual_years_id ON annual_years (id);
CREATE INDEX annual_years_organization ON annual_years (organization);
CREATE INDEX annual_years_year ON annual_years (year, status, id);
CREATE TABLE warnings (
    key TEXT NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    organization TEXT NOT NULL,
    number INTEGER NOT NULL,
    what TEXT NOT NULL,
    owner TEXT NOT NULL,
    due_on DATE NOT NULL,
    raised_on DATE NOT NULL,
    closed_on DATE
);
CREATE INDEX warnings_id ON warnings (id);
CREATE INDEX warnings_organization ON warnings (organization);
CREATE INDEX warnings_owner ON warnings (owner, id);
