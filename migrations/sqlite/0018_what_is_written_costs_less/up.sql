-- Whoever bears a name is found by the names, which have an index of their own.
DROP INDEX organizations_name;
