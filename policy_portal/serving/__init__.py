"""The web server of an installation: processes, memory, limits on requests, static files, starting up."""
