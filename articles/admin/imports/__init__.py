"""What editors bring in: uploaded documents and spreadsheets."""
