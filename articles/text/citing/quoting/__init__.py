"""Quotes: how data files write them, where they stand after an edit."""
