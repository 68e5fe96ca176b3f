"""What support measures add to the editors' review (the contracts: articles/review)."""
