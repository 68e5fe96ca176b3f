"""One answer to a question, whichever door it comes in by: the search page, the finder, both APIs."""
