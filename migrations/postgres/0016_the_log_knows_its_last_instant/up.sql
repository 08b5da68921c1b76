-- When the last entry was recorded: a clock that is set back must not make a later entry the earlier one.
ALTER TABLE log_head ADD COLUMN recorded_at TIMESTAMP;
UPDATE log_head SET recorded_at = (SELECT MAX(recorded_at) FROM log);
