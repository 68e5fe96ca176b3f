"""Which searches are counted, how they are written, and which of them are offered to other readers."""
