"""What tells others of changes: Atom feeds and sitemaps."""
