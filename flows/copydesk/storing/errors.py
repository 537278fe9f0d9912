"""What can be wrong with a store."""


class StoreError(RuntimeError):
    """A store that cannot be read or written; the message names the file and the cure."""
