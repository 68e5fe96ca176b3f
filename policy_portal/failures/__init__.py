"""What a reader is told when something fails: error pages, outages of the database, health checks."""
