"""The process that reads a PDF, and what it hands over: outside `readers`, so that it starts without them."""
