"""How many records there are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of each kind."""

    articles: int = 0
    rejections: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.articles + other.articles, self.rejections + other.rejections)
