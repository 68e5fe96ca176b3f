"""Citations, names, quotes and identifiers: read in any form, found again, written by standards."""
