DROP TABLE roll;
DROP TABLE name_keys;
