"""Rows as spreadsheets, out and in: xlsx and csv of what editors keep in lists."""
