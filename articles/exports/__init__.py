"""Policies and articles in the formats that other systems and offices use."""
