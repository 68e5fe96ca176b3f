"""From the lines of a source to the parts of a document: head, divisions, articles, closing."""
