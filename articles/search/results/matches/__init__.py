"""What fits a query: articles, documents by name or fact, front matter; and why a citation leads nowhere."""
