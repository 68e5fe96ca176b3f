"""Links between documents: which one a name means, what one does to another, where it is published."""
