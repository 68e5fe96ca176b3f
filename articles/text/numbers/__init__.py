"""Numbers, read and written: Chinese numerals, dates, numbers in an address; the lowest room."""
