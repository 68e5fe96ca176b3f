"""Links between texts and entities: recognising, updating, checking and showing them."""
