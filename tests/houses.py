"""Houses on records of their own, with packs, phrases and readers that are read once for all tests of a run."""

from functools import cache
from pathlib import Path

from bot.bootstrap import House, build
from bot.settings import Settings


@cache
def _read() -> House:
    return build(Settings(data_dir=Path("nowhere")))


def house_at(data_dir: Path) -> House:
    """The program joined together on the record in ``data_dir``."""
    house = build(Settings(data_dir=data_dir))
    house.__dict__.update(policies=_read().policies, language=_read().language)
    return house
