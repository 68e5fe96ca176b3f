"""Measures drafted from the clauses of any policy that give something; an editor decides on each."""
