"""One answer to a question, the same on the search page, in the finder and in both APIs."""
