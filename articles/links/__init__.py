"""Links between texts and entities: recognised, approved, kept in step with the text, checked, shown."""
