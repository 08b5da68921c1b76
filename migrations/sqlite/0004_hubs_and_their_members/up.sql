-- Bodies with a standing as hubs, for lists and trees; the whole of it stands in the unit's state.
CREATE TABLE hubs (
    unit TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    level TEXT NOT NULL,
    division TEXT NOT NULL,
    leading_group TEXT NOT NULL,
    parent TEXT,
    fields TEXT NOT NULL
);
CREATE INDEX hubs_seq ON hubs (seq);
CREATE INDEX hubs_parent ON hubs (parent, seq);

-- A relation with its document; supervision that its unit gave notice of, and what is planned.
ALTER TABLE relations ADD COLUMN document TEXT;
ALTER TABLE relations ADD COLUMN suspended_on DATE;
ALTER TABLE relations ADD COLUMN notified_on DATE;
ALTER TABLE relations ADD COLUMN due_on DATE;
ALTER TABLE relations ADD COLUMN plan TEXT;
CREATE INDEX relations_open ON relations (unit, kind, id) WHERE valid_to IS NULL;
CREATE INDEX relations_gaps ON relations (due_on, id) WHERE notified_on IS NOT NULL AND valid_to IS NULL;
