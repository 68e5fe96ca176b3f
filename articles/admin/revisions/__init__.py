"""Earlier states: revisions of every row, batches that can be undone, notes for colleagues."""
