"""Characters and their written variants: width, radicals, traditional forms, pronunciation, grams."""
