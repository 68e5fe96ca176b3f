"""The history of every kept row: its revisions in words, any two compared, one restored as a new revision."""
