DROP INDEX relations_gaps;
DROP INDEX relations_open;
ALTER TABLE relations DROP COLUMN plan;
ALTER TABLE relations DROP COLUMN due_on;
ALTER TABLE relations DROP COLUMN notified_on;
ALTER TABLE relations DROP COLUMN suspended_on;
ALTER TABLE relations DROP COLUMN document;
DROP TABLE hubs;
