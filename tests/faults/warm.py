"""What a worker needs and may share with every other: packs and phrases, read once before workers are forked.

Imported by multiprocessing's fork server alone, so that reading happens once and a worker starts in milliseconds.
"""

from pathlib import Path

from bot.bootstrap import House, build
from bot.settings import Settings

_READ = build(Settings(data_dir=Path("nowhere")))
_READ.policies.policy("sevenoaks-dc", _READ.clock.now().date())
_READ.language.danger("He told me.")


def warm_house(folder: Path) -> House:
    """A house on a record of its own, with packs and phrases that were read before."""
    house = build(Settings(data_dir=folder))
    house.__dict__.update(policies=_READ.policies, language=_READ.language)
    return house
