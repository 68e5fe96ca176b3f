"""The files that texts are read from: which are read, which make one document, how they are kept."""
