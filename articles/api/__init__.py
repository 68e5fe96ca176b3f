"""The REST API: the same content as the pages, for other systems."""
