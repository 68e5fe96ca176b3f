"""Export formats of policies and articles."""
