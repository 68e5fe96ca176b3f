"""Everyday words and slips, and the words of policies that they mean."""
