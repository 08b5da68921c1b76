-- What a name is found by when another looks or sounds like it; id is names.id. After this version
-- `shuniu rebuild` is run once, so that older names have their keys.
CREATE TABLE name_keys (
    id INTEGER NOT NULL PRIMARY KEY,
    stem TEXT NOT NULL,
    sound TEXT NOT NULL,
    letters TEXT NOT NULL
);
CREATE INDEX name_keys_sound ON name_keys (sound, id);
CREATE INDEX name_keys_letters ON name_keys (letters, id);

-- Bodies beside the register: exempt bodies, community organizations, branches, illegal ones.
CREATE TABLE roll (
    id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    class TEXT NOT NULL,
    name TEXT NOT NULL,
    division TEXT NOT NULL,
    parent TEXT,
    valid_from DATE NOT NULL,
    valid_to DATE,
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX roll_seq ON roll (seq);
CREATE INDEX roll_class ON roll (class, seq);
CREATE INDEX roll_parent ON roll (parent, seq);
