"""What waits for an editor: rows that lost their words, decisions on many rows at once."""
