"""What is true of it: quoted words against texts, what a difference touches, the verdict."""
