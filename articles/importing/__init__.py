"""Source files → parsed policy → rows: whole or not at all, and the same again changes nothing."""
