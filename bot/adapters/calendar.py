"""England's bank holidays and London's clock."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")


class EnglandCalendar:
    """Bank holidays of England and Wales, substitute days included, and local time in London."""

    @property
    def zone(self) -> ZoneInfo:
        """Europe/London."""
        return LONDON

    def is_bank_holiday(self, day: date) -> bool:
        """Whether ``day`` is a bank holiday in England."""
        return day in _bank_holidays(day.year)


class LondonClock:
    """The wall clock in Europe/London."""

    def now(self) -> datetime:
        """Now, aware."""
        return datetime.now(LONDON)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
