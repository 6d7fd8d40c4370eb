"""A reader that was trained: a weight for each feature and outcome, read from files as they are needed.

The weights stay in the file and only the pages that a text touches are brought into memory.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bot.adapters.language.features import Groups, features_of
from bot.adapters.language.reading import Reading

_NOTE, _RARITY, _WEIGHTS = "outcomes.json", "rarity.npy", "weights.npy"


class LearnedReader:
    """What a text most likely is, as a share of 1 for each outcome."""

    def __init__(
        self, outcomes: tuple[str, ...], intercepts: Any, rarity: Any, weights: Any, groups: Groups
    ) -> None:
        self.outcomes = outcomes
        self._intercepts, self._rarity, self._weights, self._groups = intercepts, rarity, weights, groups

    @classmethod
    def load(cls, folder: Path) -> "LearnedReader":
        """The reader that was saved in ``folder``. Raises OSError, ValueError or KeyError where it is broken."""
        note = json.loads((folder / _NOTE).read_text("utf-8"))
        rarity, weights = (np.load(folder / name, mmap_mode="r") for name in (_RARITY, _WEIGHTS))
        return cls(tuple(note["outcomes"]), np.array(note["intercepts"]), rarity, weights, note["groups"])

    def save(self, folder: Path) -> None:
        """Write the reader to ``folder``, which must be there."""
        note = {
            "outcomes": self.outcomes,
            "intercepts": [float(number) for number in self._intercepts],
            "groups": dict(self._groups),
        }
        (folder / _NOTE).write_text(json.dumps(note), "utf-8")
        np.save(folder / _RARITY, self._rarity)
        np.save(folder / _WEIGHTS, self._weights)

    def shares(self, reading: Reading, question: str | None = None) -> Mapping[str, float]:
        """How likely each outcome is; the shares add up to 1. Time grows with the text's length alone."""
        total = self._intercepts.astype(float)
        for block, buckets in features_of(reading, self._groups, question):
            if buckets:
                rarity = np.asarray(self._rarity[block, buckets], dtype=float)
                length = float(np.sqrt(rarity @ rarity)) or 1.0
                total = total + (rarity / length) @ np.asarray(self._weights[block, buckets], dtype=float)
        odds = np.exp(total - total.max())
        return dict(zip(self.outcomes, (odds / odds.sum()).tolist(), strict=True))
