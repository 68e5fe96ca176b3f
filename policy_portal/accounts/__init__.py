"""Accounts of the administration: signing in, second step, sessions, roles."""
