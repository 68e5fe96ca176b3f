"""What editors leave behind: revisions, drafts, batches, notes; and what readers report."""
