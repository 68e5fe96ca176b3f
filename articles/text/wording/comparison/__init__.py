"""Two texts compared, and what is marked in one."""
