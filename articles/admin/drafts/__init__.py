"""Drafts of changes: kept beside the published row, previewed, and published by sending the form again."""
