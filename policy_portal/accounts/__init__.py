"""Who may sign in to the administration, how, and what each may do there."""
