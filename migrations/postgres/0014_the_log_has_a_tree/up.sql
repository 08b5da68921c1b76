-- Roots of full tiles of the Merkle tree over the log: level 1 of 256 entries each, level 2 of 256 of those.
-- Made from the log and nothing else; what is missing is computed from it.
CREATE TABLE tree (
    level INTEGER NOT NULL,
    place BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (level, place)
);
