"""Which place of a policy is meant: articles, units, provisions, annexes, or why there is none."""
