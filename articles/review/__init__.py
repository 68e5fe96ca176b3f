"""Editors' decisions: publishing, links, lost quotes, rows of removed articles, undoable batches."""
