"""A reader that was trained: a weight for each feature it met and each outcome. Reading needs NumPy alone."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bot.adapters.language.features import Groups, features_of
from bot.adapters.language.reading import Reading

_NOTE, _LEARNED = "outcomes.json", "learned.npz"

Layers = tuple[tuple[Any, Any], ...]


class LearnedReader:
    """What a text most likely is, as a share of 1 for each outcome.

    ``numbers``: the features met, in order. ``rarity``: how much each counts. ``strange``: how much a feature
    counts that was never met. ``layers``: pairs of weights and what is added to them; the first has a row for
    each feature, and between two layers only what is above nothing goes on. ``marks``: the share from which an
    outcome is taken for said, by what is read (``marks``); none where the likeliest is taken.
    """

    def __init__(
        self,
        outcomes: tuple[str, ...],
        groups: Groups,
        numbers: Any,
        rarity: Any,
        strange: float,
        layers: Layers,
        marks: Mapping[str, float] | None = None,
    ) -> None:
        self.outcomes, self._groups = outcomes, groups
        self.marks: Mapping[str, float] = marks or {}
        self._numbers, self._rarity, self._strange = numbers, rarity, float(strange)
        self._layers = layers

    @classmethod
    def load(cls, folder: Path) -> "LearnedReader":
        """The reader that was saved in ``folder``. Raises OSError, ValueError or KeyError where it is broken."""
        note = json.loads((folder / _NOTE).read_text("utf-8"))
        with np.load(folder / _LEARNED, allow_pickle=False) as learned:
            layers = tuple((learned[f"weights_{n}"], learned[f"added_{n}"]) for n in range(note["layers"]))
            numbers, rarity = learned["numbers"], learned["rarity"]
        return cls(
            tuple(note["outcomes"]),
            note["groups"],
            numbers,
            rarity,
            note["strange"],
            layers,
            note.get("marks"),
        )

    def save(self, folder: Path) -> None:
        """Write the reader to ``folder``, which must be there."""
        note = {
            "outcomes": self.outcomes,
            "strange": self._strange,
            "layers": len(self._layers),
            "groups": dict(self._groups),
            "marks": dict(self.marks),
        }
        (folder / _NOTE).write_text(json.dumps(note), "utf-8")
        layers = {
            f"{name}_{n}": array
            for n, layer in enumerate(self._layers)
            for name, array in zip(("weights", "added"), layer, strict=True)
        }
        np.savez(folder / _LEARNED, numbers=self._numbers, rarity=self._rarity, **layers)

    def shares(self, reading: Reading, question: str | None = None) -> Mapping[str, float]:
        """How likely each outcome is; the shares add up to 1. Time grows with the text's length alone."""
        (first, added), *later = self._layers
        total = added.astype(np.float64)
        for numbers in features_of(reading, self._groups, question):
            total = total + self._of_block(np.array(numbers, dtype=np.int64), first)
        for weights, more in later:
            total = np.maximum(total, 0.0) @ weights + more
        odds = np.exp(total - total.max())
        return dict(zip(self.outcomes, (odds / odds.sum()).tolist(), strict=True))

    def _of_block(self, numbers: Any, weights: Any) -> Any:
        """What the features of a block say together; those never met say nothing and make the rest count less."""
        places = np.minimum(np.searchsorted(self._numbers, numbers), len(self._numbers) - 1)
        met = places[self._numbers[places] == numbers]
        rarity = self._rarity[met].astype(np.float64)
        length = float(np.sqrt(rarity @ rarity + (len(numbers) - len(met)) * self._strange**2)) or 1.0
        return (rarity / length) @ weights[met].astype(np.float64)
