-- Nothing to change here: SQLite indexes the grams of a new name at once. The step stands so that both
-- databases count the same.
SELECT 1;
