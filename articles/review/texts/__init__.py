"""Decisions on texts: drafts of edits, versions, another text for the present one, validity."""
