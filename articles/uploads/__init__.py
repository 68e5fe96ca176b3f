"""Documents uploaded in the administration: read by a background task, corrected, then imported."""
