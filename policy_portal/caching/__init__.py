"""The response cache and its headers (docs/decisions/0036-response-cache.md)."""
