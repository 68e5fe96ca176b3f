"""Everyday questions about support: what they say of the one who asks, and which measures they mean."""
