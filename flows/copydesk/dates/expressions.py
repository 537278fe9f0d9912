"""What a line says of a day: the expression as it stands, the day in the Gregorian calendar, and how it was read."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Order(StrEnum):
    """In which order a numeric date gives its parts."""

    MDY = "mdy"
    DMY = "dmy"
    YMD = "ymd"


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as a line gives it; month and day are None where the line is no more precise."""

    start: int
    end: int
    text: str
    year: int
    month: int | None = None
    day: int | None = None
    clock: str = ""
    """Time of day, ISO 8601: "11:20", "11:20+02:00", or empty."""
    order: Order | None = None
    """How the figures were read; None where they can be read one way only."""

    @property
    def ambiguous(self) -> bool:
        """Whether day and month could be exchanged."""
        return self.order in (Order.MDY, Order.DMY)

    def read_as(self, order: Order) -> "DateExpression":
        """The same figures in another order, if they are ambiguous.

        >>> from copydesk.dates import find_dates
        >>> next(find_dates("8/7/2016")).read_as(Order.DMY).iso
        '2016-07-08'
        """
        if not self.ambiguous or order in (self.order, Order.YMD):
            return self
        return replace(self, month=self.day, day=self.month, order=order)

    @property
    def iso(self) -> str:
        """ISO 8601, as precise as the expression.

        >>> from copydesk.dates import find_dates
        >>> next(find_dates("June 5, 2012 11:20")).iso, next(find_dates("November 2017")).iso
        ('2012-06-05T11:20', '2017-11')
        """
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}" + (f"T{self.clock}" if self.clock else "")
