-- The name as names are compared, so that the same name is found without a search. The program fills it in for the names that
-- are there: how names are compared is written in the core.
ALTER TABLE names ADD COLUMN normal TEXT NOT NULL DEFAULT '';
CREATE INDEX names_normal ON names (normal);
