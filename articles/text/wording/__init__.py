"""Words: cut for the index, compared in their written variants, marked in a text."""
