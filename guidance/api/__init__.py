"""The API of the finder: its vocabulary, the measures, and matching a profile."""
