"""Decisions on links: made by hand, proposed, decided on, and those whose words are lost."""
