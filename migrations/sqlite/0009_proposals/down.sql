DROP TABLE sweeps;
DROP TABLE proposals;
