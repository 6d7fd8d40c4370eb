"""The small words that change what a phrase means, read from ``cues.yml`` and ``ordinary.yml`` beside this file.

Language, not policy: these hold for every organisation, so they stand here and not in a pack.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

CUE = "cue:"
ORDINARY = "ordinary:"
_FILE = Path(__file__).with_suffix(".yml")
_ORDINARY = _FILE.with_name("ordinary.yml")


class _Cues(Mapping[str, tuple[str, ...]]):
    """Phrases by key, ``cue:<kind>`` or ``ordinary:<topic>``; the files are read when the first is asked for."""

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return _phrases()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_phrases())

    def __len__(self) -> int:
        return len(_phrases())


CUES: Mapping[str, tuple[str, ...]] = _Cues()


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one list of ``cues.yml``, to be looked at one by one. Raises KeyError: there is no such list."""
    return frozenset(word for line in _told()["words"][kind] for word in line.split("|"))


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    told = _told()
    cues = {f"{CUE}{kind}": tuple(phrases) for kind, phrases in told["cues"].items()}
    ordinary: dict[str, tuple[str, ...]] = {}
    for item, phrases in (*told["ordinary"].items(), *_read(_ORDINARY).items()):
        key = f"{ORDINARY}{item}"
        ordinary[key] = (*ordinary.get(key, ()), *(phrases or ()))
    return cues | ordinary


@cache
def _told() -> Any:
    return _read(_FILE)


def _read(file: Path) -> Any:
    import yaml  # type: ignore[import-untyped]

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
