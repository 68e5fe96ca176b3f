"""The finder's page: questions, profile, results in order, facets."""
