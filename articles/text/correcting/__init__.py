"""Corrections of a parsed document before it is stored: its outline as a flat list, and the steps on it."""
