-- Whoever bears a name is found by the names, which have an index of their own.
DROP INDEX organizations_name;

-- Events and states are long texts, which PostgreSQL packs: with LZ4 in a fraction of the time, where the server was built
-- with it (Debian's is). What is stored already stays readable as it is.
DO $$
DECLARE
    packed RECORD;
BEGIN
    FOR packed IN
        SELECT * FROM (VALUES ('log', 'payload'), ('cases', 'state'), ('organizations', 'state'),
            ('organizations', 'document')) AS texts (relation, field)
    LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET COMPRESSION lz4', packed.relation, packed.field);
    END LOOP;
EXCEPTION
    WHEN feature_not_supported OR invalid_parameter_value OR syntax_error THEN
        RAISE NOTICE 'this server has no LZ4; long texts are packed as before';
END
$$;
