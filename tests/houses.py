"""Houses on records of their own, with packs, phrases and readers that are read once for all tests of a run."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.bootstrap import House, build
from bot.settings import Settings

START = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))


class TickingClock:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        """The next second."""
        self.at += timedelta(seconds=1)
        return self.at


@cache
def _read() -> House:
    return build(Settings(data_dir=Path("nowhere")))


def house_at(data_dir: Path) -> House:
    """The program joined together on the record in ``data_dir``."""
    house = build(Settings(data_dir=data_dir))
    house.__dict__.update(policies=_read().policies, language=_read().language)
    return house
