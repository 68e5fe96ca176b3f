"""Citations, quotes and identifiers: read in any form, found in an edited text, written by standards."""
