-- Programmes of decoupling; the whole of each stands in its state.
CREATE TABLE programmes (
    id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    title TEXT NOT NULL,
    division TEXT NOT NULL,
    leading_group TEXT NOT NULL,
    closed_on DATE,
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX programmes_seq ON programmes (seq);

-- The last case of decoupling of each organization, for lists and figures; the whole of it stands in
-- the organization's state.
CREATE TABLE decouplings (
    organization TEXT NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    programme TEXT NOT NULL,
    batch BIGINT NOT NULL,
    department TEXT NOT NULL,
    division TEXT NOT NULL,
    registrar TEXT NOT NULL,
    status TEXT NOT NULL,
    stuck TEXT,
    listed_on DATE NOT NULL,
    due_on DATE NOT NULL,
    completed_on DATE,
    review_on DATE
);
CREATE INDEX decouplings_id ON decouplings (id);
CREATE INDEX decouplings_programme ON decouplings (programme, id);
CREATE INDEX decouplings_department ON decouplings (department, id);

-- Each dimension of a case, and whose signature it waits for.
CREATE TABLE decoupling_dimensions (
    key TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    dimension TEXT NOT NULL,
    state TEXT NOT NULL,
    waits_for TEXT
);
CREATE INDEX decoupling_dimensions_organization ON decoupling_dimensions (organization);
CREATE INDEX decoupling_dimensions_waiting ON decoupling_dimensions (waits_for) WHERE waits_for IS NOT NULL;

-- Departments that keep the role of supervisory unit for now, by the day of review.
ALTER TABLE units ADD COLUMN review_on DATE;
CREATE INDEX units_review ON units (review_on) WHERE review_on IS NOT NULL;

-- Who supervised how many on a day, by unit.
CREATE INDEX relations_supervision ON relations (unit, valid_from, valid_to) WHERE kind = 'supervision';

-- Until when a hub is authorized, where its authorization ends.
ALTER TABLE hubs ADD COLUMN authorized_until DATE;

-- Who is responsible for an organization: a unit, nobody by policy, or nobody that is known.
ALTER TABLE organizations ADD COLUMN responsible TEXT NOT NULL DEFAULT 'none';
UPDATE organizations SET responsible = CASE
    WHEN supervisory_unit IS NOT NULL THEN 'unit'
    WHEN state LIKE '%"direct":null%' THEN 'none'
    ELSE 'direct'
END;
CREATE INDEX organizations_none ON organizations (seq) WHERE responsible = 'none';
