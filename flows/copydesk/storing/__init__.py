"""Records to a store that downstream programs open, and that survives being killed at any point."""

from copydesk.storing.counts import Counts
from copydesk.storing.errors import StoreError
from copydesk.storing.records import read_articles, read_rejections
from copydesk.storing.renewal import Lag, Renewal
from copydesk.storing.replacing import replacing
from copydesk.storing.sheets import Sheet, sheet_of
from copydesk.storing.shelf import BatchDesk, Shelf
from copydesk.storing.store import Commit, Keeping, Store

__all__ = [
    "BatchDesk",
    "Commit",
    "Counts",
    "Keeping",
    "Lag",
    "Renewal",
    "Sheet",
    "Shelf",
    "Store",
    "StoreError",
    "read_articles",
    "read_rejections",
    "replacing",
    "sheet_of",
]
