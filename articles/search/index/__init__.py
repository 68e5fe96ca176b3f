"""The inverted index: postings packed into segments, kept in step with the articles, checked and rebuilt."""
