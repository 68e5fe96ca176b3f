"""Spelling correction: candidates for what a query may mean, and the one that is searched for instead."""
