"""The site of the administration: who may enter, its sections, its words."""
