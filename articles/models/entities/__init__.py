"""What articles name: ministries, goals, instruments, documents, under all their names."""
