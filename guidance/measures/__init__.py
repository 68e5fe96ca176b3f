"""Support measures: their records and revisions, what is on offer, the list and the page of each."""
