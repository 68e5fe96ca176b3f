"""The finder's rows as spreadsheets (articles/tables)."""
