"""What all tables need of PostgreSQL: COPY, drivers, outages, trees, digests, content versions."""
