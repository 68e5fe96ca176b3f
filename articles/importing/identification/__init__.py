"""What an imported text states of itself, and which stored policy and version it is."""
