"""Side-by-side runs against peers; see README.md."""
