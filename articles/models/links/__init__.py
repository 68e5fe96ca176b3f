"""Links from words of a text, each with its evidence, and what later documents did to words."""
