"""Which stored policies a name means: titles, short and misspelt names, names of what is not held."""
