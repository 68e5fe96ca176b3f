"""Places in a document as people cite them: articles, units, addresses, identifiers."""
