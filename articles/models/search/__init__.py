"""What search keeps: the index, known words, questions with known answers, settings, the query log."""
