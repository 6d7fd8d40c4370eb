"""A reader that was trained: a weight for each feature it met and each outcome. Reading needs NumPy alone."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bot.adapters.language.features import Groups, features_of
from bot.adapters.language.reading import Reading

_NOTE, _LEARNED = "outcomes.json", "learned.npz"


class LearnedReader:
    """What a text most likely is, as a share of 1 for each outcome.

    ``numbers``: the features met, in order. ``rarity``: how much each counts. ``weights``: a row for each
    feature, a column for each outcome. ``strange``: how much a feature counts that was never met.
    """

    def __init__(
        self,
        outcomes: tuple[str, ...],
        groups: Groups,
        numbers: Any,
        rarity: Any,
        weights: Any,
        intercepts: Any,
        strange: float,
    ) -> None:
        self.outcomes, self._groups, self._strange = outcomes, groups, float(strange)
        self._numbers, self._rarity, self._weights, self._intercepts = numbers, rarity, weights, intercepts

    @classmethod
    def load(cls, folder: Path) -> "LearnedReader":
        """The reader that was saved in ``folder``. Raises OSError, ValueError or KeyError where it is broken."""
        note = json.loads((folder / _NOTE).read_text("utf-8"))
        with np.load(folder / _LEARNED, allow_pickle=False) as learned:
            arrays = {name: learned[name] for name in ("numbers", "rarity", "weights", "intercepts")}
        return cls(tuple(note["outcomes"]), note["groups"], strange=note["strange"], **arrays)

    def save(self, folder: Path) -> None:
        """Write the reader to ``folder``, which must be there."""
        note = {"outcomes": self.outcomes, "strange": self._strange, "groups": dict(self._groups)}
        (folder / _NOTE).write_text(json.dumps(note), "utf-8")
        np.savez(
            folder / _LEARNED,
            numbers=self._numbers,
            rarity=self._rarity,
            weights=self._weights,
            intercepts=self._intercepts,
        )

    def shares(self, reading: Reading, question: str | None = None) -> Mapping[str, float]:
        """How likely each outcome is; the shares add up to 1. Time grows with the text's length alone."""
        total = self._intercepts
        for numbers in features_of(reading, self._groups, question):
            total = total + self._of_block(np.array(numbers, dtype=np.int64))
        odds = np.exp(total - total.max())
        return dict(zip(self.outcomes, (odds / odds.sum()).tolist(), strict=True))

    def _of_block(self, numbers: Any) -> Any:
        """What the features of a block say together; those never met say nothing and make the rest count less."""
        places = np.minimum(np.searchsorted(self._numbers, numbers), len(self._numbers) - 1)
        met = places[self._numbers[places] == numbers]
        rarity = self._rarity[met].astype(np.float64)
        length = float(np.sqrt(rarity @ rarity + (len(numbers) - len(met)) * self._strange**2)) or 1.0
        return (rarity / length) @ self._weights[met].astype(np.float64)
