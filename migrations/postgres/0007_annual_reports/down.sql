DROP TABLE warnings;
DROP TABLE annual_years;
