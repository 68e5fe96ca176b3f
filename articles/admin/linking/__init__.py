"""Entities, links and the rules of names."""
