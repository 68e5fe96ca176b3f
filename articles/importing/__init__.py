"""Source files → parsed policy → rows: each file in one transaction; importing it again changes nothing."""
