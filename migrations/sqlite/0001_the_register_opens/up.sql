-- A number that is a key is declared INTEGER, not BIGINT: only so do its rows lie in its order.

-- The log: what happened, in the order in which the register learned it. Never updated, never deleted.
CREATE TABLE log (
    position INTEGER NOT NULL PRIMARY KEY,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    schema INTEGER NOT NULL,
    payload TEXT NOT NULL,
    effective_on DATE NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    case_id TEXT,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT log_stream_version UNIQUE (stream, version)
);

-- One row: the last position and its hash. Every writer locks it before it appends.
CREATE TABLE log_head (
    id INTEGER NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO log_head (id, position, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- What only one may hold at a time: names, codes, seats.
CREATE TABLE claims (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    holder TEXT NOT NULL,
    PRIMARY KEY (scope, key)
) WITHOUT ROWID;
CREATE INDEX claims_holder ON claims (holder);

CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
) WITHOUT ROWID;

-- Answers already given, so that a request repeated under its key is answered and not done twice.
CREATE TABLE idempotency (
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT,
    body TEXT NOT NULL,
    stored_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE INDEX idempotency_stored_at ON idempotency (stored_at);

CREATE TABLE organizations (
    id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    uscc TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    division TEXT NOT NULL,
    registrar TEXT NOT NULL,
    supervisory_unit TEXT,
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
    id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    name TEXT NOT NULL,
    registrar TEXT NOT NULL,
    kind TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
CREATE INDEX names_organization ON names (organization);

-- The pairs of characters of each name; rowid is names.id. Nothing is folded or dropped by the
-- tokenizer: what counts as a character is decided by whoever makes the pairs.
CREATE VIRTUAL TABLE name_grams USING fts5 (
    grams,
    content = '',
    contentless_delete = 1,
    prefix = '1',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co Cn'"
);

CREATE TABLE cases (
    id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    act TEXT NOT NULL,
    status TEXT NOT NULL,
    kind TEXT NOT NULL,
    registrar TEXT NOT NULL,
    supervisory_unit TEXT,
    division TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    applicant TEXT NOT NULL,
    organization TEXT,
    opened_on DATE NOT NULL,
    due_on DATE,
    due_sort DATE NOT NULL, -- due_on, or 9999-12-31: what has no date comes last
    due_what TEXT,
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
    id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    division TEXT NOT NULL,
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
    id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    basis TEXT NOT NULL
);
CREATE INDEX relations_organization ON relations (organization, id);
CREATE INDEX relations_unit ON relations (unit, kind, id);

CREATE TABLE posts (
    id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_kind TEXT NOT NULL,
    person TEXT NOT NULL,
    post TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
CREATE INDEX posts_person ON posts (person, id);
CREATE INDEX posts_organization ON posts (organization, id);

CREATE TABLE notices (
    id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    registrar TEXT NOT NULL,
    division TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    published_on DATE NOT NULL
);
CREATE INDEX notices_organization ON notices (organization, id);
CREATE INDEX notices_registrar ON notices (registrar, id);
CREATE INDEX notices_kind ON notices (kind, id);

-- Identity numbers, encrypted; the digest says whether two are the same person.
CREATE TABLE identities (
    digest TEXT NOT NULL PRIMARY KEY,
    cipher TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
) WITHOUT ROWID;

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    display_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    grants TEXT NOT NULL,
    disabled BOOLEAN NOT NULL,
    failures INTEGER NOT NULL,
    locked_until TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT accounts_login UNIQUE (login)
);

CREATE TABLE refresh_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    family TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    issued_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    revoked_at TIMESTAMP,
    CONSTRAINT refresh_tokens_token_hash UNIQUE (token_hash)
);
CREATE INDEX refresh_tokens_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_account ON refresh_tokens (account);
CREATE INDEX refresh_tokens_expires_at ON refresh_tokens (expires_at);

-- Who read personal data, signed in, changed an account. AUTOINCREMENT: a number is never used twice.
CREATE TABLE audit (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TIMESTAMP NOT NULL,
    account TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    request TEXT NOT NULL
);
CREATE INDEX audit_account ON audit (account, id);
CREATE INDEX audit_subject ON audit (subject, id);
