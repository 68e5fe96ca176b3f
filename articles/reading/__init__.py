"""For readers' pages: contents, citations, filters of lists, structured data, former addresses."""
