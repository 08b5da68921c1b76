DROP TABLE grades;
DROP TABLE evaluations;
