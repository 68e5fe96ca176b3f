"""The settings of search: those in force, the table of synonyms, and the validation of what editors write."""
