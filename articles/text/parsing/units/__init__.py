"""Numbered lines of texts without articles, and the numbers inside articles (款、项、目)."""
