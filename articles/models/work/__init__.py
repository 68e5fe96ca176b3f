"""Background work: jobs, tasks, uploads, spreadsheets read in."""
