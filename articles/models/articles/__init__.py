"""The text of a policy in rows: divisions, articles, units, and which of them readers see."""
