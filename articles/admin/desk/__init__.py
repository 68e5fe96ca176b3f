"""The daily work: the queue, the quality page, readers' reports, background tasks."""
