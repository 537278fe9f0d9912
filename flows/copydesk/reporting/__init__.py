"""What people read: a page explained, a run as it goes on and at its end, what a store holds."""
