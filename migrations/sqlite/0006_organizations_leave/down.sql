DROP TABLE exits;
