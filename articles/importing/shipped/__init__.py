"""The content that ships with the portal, loaded once a version."""
