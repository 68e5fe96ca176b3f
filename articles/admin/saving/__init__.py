"""How forms of the administration are checked, compared with what others saved, and stored."""
