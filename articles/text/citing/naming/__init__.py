"""How documents, bodies and regions are named: titles, numbers, short names, and words that are no names."""
