"""Records to a store that downstream programs open, and that survives being killed at any point."""

from copydesk.storing.jsonl import replacing
from copydesk.storing.lines import StoreError, read_articles, read_rejections
from copydesk.storing.store import Counts, Store

__all__ = ["Counts", "Store", "StoreError", "read_articles", "read_rejections", "replacing"]
