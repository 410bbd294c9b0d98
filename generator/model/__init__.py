"""What the board talks about: frozen pydantic types without I/O. Each module opens with what it holds."""
