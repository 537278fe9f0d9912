"""How the line model is made; see README.md."""
