"""Links between texts and entities: found, reviewed, kept in step with the text, checked."""
