"""What a reader typed: cleaned, parsed, cut into terms, compared with the everyday questions."""
