DROP INDEX organizations_none;
ALTER TABLE organizations DROP COLUMN responsible;
ALTER TABLE hubs DROP COLUMN authorized_until;
DROP INDEX relations_supervision;
DROP INDEX units_review;
ALTER TABLE units DROP COLUMN review_on;
DROP TABLE decoupling_dimensions;
DROP TABLE decouplings;
DROP TABLE programmes;
