"""The tracked files of this repository."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BINARY = frozenset({".png", ".docx", ".ico", ".woff2"})


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git tracks and that is there, relative to the root, in alphabetical order."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return tuple(sorted(Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()))


def texts() -> dict[Path, str]:
    """The text of every tracked file that is text."""
    return {
        path: (ROOT / path).read_text(encoding="utf-8") for path in tracked() if path.suffix not in _BINARY
    }


def modules(*tops: str) -> tuple[Path, ...]:
    """The tracked Python modules under ``tops``."""
    return tuple(path for path in tracked() if path.suffix == ".py" and path.parts[0] in tops)
