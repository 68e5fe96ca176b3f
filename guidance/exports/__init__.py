"""The finder's result and the measures as files."""
