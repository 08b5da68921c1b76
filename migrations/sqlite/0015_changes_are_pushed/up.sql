-- Watch lists and webhooks: who is told of which changes. No facts of the register: like accounts they stand
-- beside the log.
CREATE TABLE watch_lists (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    filter TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX watch_lists_account ON watch_lists (account, id);
CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    url TEXT NOT NULL,
    filter TEXT NOT NULL,
    watch TEXT,
    generation INTEGER NOT NULL,
    rotated_at TIMESTAMP,
    position BIGINT NOT NULL,
    delivered BIGINT NOT NULL,
    delivered_at TIMESTAMP,
    failing_since TIMESTAMP,
    disabled_at TIMESTAMP,
    disabled_for TEXT,
    leased_until TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX webhooks_account ON webhooks (account, id);
-- What is still to be delivered, and what could not be; what was delivered is not kept.
CREATE TABLE deliveries (
    webhook TEXT NOT NULL,
    position BIGINT NOT NULL,
    stream TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at TIMESTAMP,
    error TEXT,
    PRIMARY KEY (webhook, position)
);
CREATE INDEX deliveries_stream ON deliveries (webhook, stream, position);
