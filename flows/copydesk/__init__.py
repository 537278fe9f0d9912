"""copydesk: pages of the world's press in, article records out, and an account of every line left out."""

__version__ = "0.1.0"
