"""The versions of a policy by date: which text was in force when, and what differs between two of them."""
