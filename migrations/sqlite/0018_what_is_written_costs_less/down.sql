CREATE INDEX organizations_name ON organizations (name);
