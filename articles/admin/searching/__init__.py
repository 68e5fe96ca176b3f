"""Search: settings, synonyms, questions, the query log."""
