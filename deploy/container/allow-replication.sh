#!/bin/bash
# Run once by the image of PostgreSQL when the primary is made: replicas may follow it, with the password.
set -euo pipefail
echo "host replication all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
