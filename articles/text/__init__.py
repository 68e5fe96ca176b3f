"""Pure functions on Chinese policy text: strings in, frozen dataclasses out. No Django here."""
