"""A policy as a document: its metadata, bodies, dates, texts, and what tells that it may no longer hold."""
