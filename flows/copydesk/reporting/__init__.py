"""What people read of a run: the explanation of a page, the summary of a run, its closing table."""
