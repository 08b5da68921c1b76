-- The same tables and columns as in migrations/sqlite. Keys, and what lists are filtered and sorted by,
-- compare byte by byte as they do there; the other texts are never compared.

-- The log: what happened, in the order in which the register learned it. Never updated, never deleted.
CREATE TABLE log (
    position BIGINT NOT NULL PRIMARY KEY,
    stream TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    schema INTEGER NOT NULL,
    payload TEXT NOT NULL,
    effective_on DATE NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    act TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C",
    previous_hash TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    CONSTRAINT log_stream_version UNIQUE (stream, version)
);

-- One row: the last position and its hash. Every writer locks it before it appends.
CREATE TABLE log_head (
    id INTEGER NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL
);
INSERT INTO log_head (id, position, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- What only one may hold at a time: names, codes, seats.
CREATE TABLE claims (
    scope TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    holder TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX claims_holder ON claims (holder);

CREATE TABLE counters (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

-- Answers already given, so that a request repeated under its key is answered and not done twice.
CREATE TABLE idempotency (
    account TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    fingerprint TEXT COLLATE "C" NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT,
    body TEXT NOT NULL,
    stored_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE INDEX idempotency_stored_at ON idempotency (stored_at);

CREATE TABLE organizations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    uscc TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    division TEXT COLLATE "C" NOT NULL,
    registrar TEXT COLLATE "C" NOT NULL,
    supervisory_unit TEXT COLLATE "C",
    established_on DATE,
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    document TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX organizations_seq ON organizations (seq);
CREATE INDEX organizations_uscc ON organizations (uscc);
CREATE INDEX organizations_name ON organizations (name);
CREATE INDEX organizations_division ON organizations (division, kind, status, seq);
CREATE INDEX organizations_registrar ON organizations (registrar, status, seq);
CREATE INDEX organizations_kind ON organizations (kind, status, seq);
CREATE INDEX organizations_registrar_seq ON organizations (registrar, seq);
CREATE INDEX organizations_supervisory_unit ON organizations (supervisory_unit, seq);

CREATE TABLE names (
    id BIGINT NOT NULL PRIMARY KEY,
    organization TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    registrar TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
CREATE INDEX names_organization ON names (organization);

-- The pairs of characters of each name; rowid is names.id (the name of the column on SQLite).
-- A table of its own, so that ending a name doesn't touch the index.
CREATE TABLE name_grams (
    rowid BIGINT NOT NULL PRIMARY KEY,
    grams TSVECTOR NOT NULL
);
CREATE INDEX name_grams_grams ON name_grams USING gin (grams);

CREATE TABLE cases (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    act TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    registrar TEXT COLLATE "C" NOT NULL,
    supervisory_unit TEXT COLLATE "C",
    division TEXT COLLATE "C" NOT NULL,
    subject_name TEXT COLLATE "C" NOT NULL,
    applicant TEXT COLLATE "C" NOT NULL,
    organization TEXT COLLATE "C",
    opened_on DATE NOT NULL,
    due_on DATE,
    due_sort DATE NOT NULL, -- due_on, or 9999-12-31: what has no date comes last
    due_what TEXT COLLATE "C",
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX cases_due ON cases (due_sort, seq);
CREATE INDEX cases_registrar ON cases (registrar, status, due_sort, seq);
CREATE INDEX cases_supervisory_unit ON cases (supervisory_unit, status, due_sort, seq);
CREATE INDEX cases_applicant ON cases (applicant, due_sort, seq);
CREATE INDEX cases_organization ON cases (organization, due_sort, seq);

CREATE TABLE units (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    division TEXT COLLATE "C" NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX units_seq ON units (seq);
CREATE INDEX units_name ON units (name);
CREATE INDEX units_division ON units (division, kind, seq);

CREATE TABLE relations (
    id BIGINT NOT NULL PRIMARY KEY,
    organization TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    basis TEXT NOT NULL
);
CREATE INDEX relations_organization ON relations (organization, id);
CREATE INDEX relations_unit ON relations (unit, kind, id);

CREATE TABLE posts (
    id BIGINT NOT NULL PRIMARY KEY,
    organization TEXT COLLATE "C" NOT NULL,
    organization_kind TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    post TEXT COLLATE "C" NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
CREATE INDEX posts_person ON posts (person, id);
CREATE INDEX posts_organization ON posts (organization, id);

CREATE TABLE notices (
    id BIGINT NOT NULL PRIMARY KEY,
    organization TEXT COLLATE "C" NOT NULL,
    organization_name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    registrar TEXT COLLATE "C" NOT NULL,
    division TEXT COLLATE "C" NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    published_on DATE NOT NULL
);
CREATE INDEX notices_organization ON notices (organization, id);
CREATE INDEX notices_registrar ON notices (registrar, id);
CREATE INDEX notices_kind ON notices (kind, id);

-- Identity numbers, encrypted; the digest says whether two are the same person.
CREATE TABLE identities (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    cipher TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE accounts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    login TEXT COLLATE "C" NOT NULL,
    display_name TEXT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    secret_hash TEXT NOT NULL,
    grants TEXT NOT NULL,
    disabled BOOLEAN NOT NULL,
    failures INTEGER NOT NULL,
    locked_until TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT accounts_login UNIQUE (login)
);

CREATE TABLE refresh_tokens (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL,
    family TEXT COLLATE "C" NOT NULL,
    token_hash TEXT COLLATE "C" NOT NULL,
    issued_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    revoked_at TIMESTAMP,
    CONSTRAINT refresh_tokens_token_hash UNIQUE (token_hash)
);
CREATE INDEX refresh_tokens_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_account ON refresh_tokens (account);
CREATE INDEX refresh_tokens_expires_at ON refresh_tokens (expires_at);

-- Who read personal data, signed in, changed an account.
CREATE TABLE audit (
    id BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    request TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_account ON audit (account, id);
CREATE INDEX audit_subject ON audit (subject, id);
