"""Where what is learned is written: the data of the package beside which this folder lies."""

from pathlib import Path

DATA = Path(__file__).parents[1] / "flows" / "copydesk" / "data"
