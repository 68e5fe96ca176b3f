"""Atom feeds and sitemaps."""
