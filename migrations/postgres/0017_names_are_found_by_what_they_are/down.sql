DROP INDEX names_normal;
ALTER TABLE names DROP COLUMN normal;
