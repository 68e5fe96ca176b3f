"""Which measures apply to a profile, and why. Pure: no database, no clock."""
