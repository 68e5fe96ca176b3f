"""PostgreSQL for the portal: DATABASE_URL names a server, or one is embedded in the data folder.

`ENGINE = "policy_portal.database"` is Django's PostgreSQL backend; it starts the embedded server before the
first connection, also for manage.py, the web server and pytest; nothing else starts it.
"""
