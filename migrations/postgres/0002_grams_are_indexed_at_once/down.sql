ALTER INDEX name_grams_grams RESET (fastupdate);
