"""What an operator sees of the portal while it runs: an id for each request, logs, metrics."""
