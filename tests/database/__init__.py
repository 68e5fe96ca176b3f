"""The database of the tests: templates that stay from run to run, and a copy for each process of a run."""
