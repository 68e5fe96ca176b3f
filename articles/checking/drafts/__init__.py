"""What a draft says: its citations, its quotations, and which belong together. Pure."""
