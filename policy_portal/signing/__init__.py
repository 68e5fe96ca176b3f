"""Signed evidence: what the portal says of a text, signed with keys that are kept outside the database.

The format is in docs/evidence.md; `verify_evidence` is the program that others check it with.
"""
