"""Which lines open an article, a chapter or a unit: labels, chains of numbers, contents lists."""
