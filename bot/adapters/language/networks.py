"""Small networks that tell two outcomes apart, trained side by side: what they say together is steadier than one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

_BATCH = 128
_STEP = 2e-3
_KEPT, _KEPT_OF_SQUARES, _LEAST = 0.9, 0.999, 1e-8


@dataclass(frozen=True, slots=True)
class Networks:
    """``count`` networks, each with a layer of ``width`` between, laid side by side.

    ``first`` has a row for each feature and a column for each unit of every network; ``last`` a number for each
    unit. A text's total is the mean of what the networks say; above nothing it speaks for the second outcome.
    """

    count: int
    first: Any
    first_added: Any
    last: Any
    last_added: Any

    def totals(self, matrix: Any) -> Any:
        """The total of each row of ``matrix``."""
        between = np.maximum(matrix @ self.first + self.first_added, 0.0)
        return between @ self.last / self.count + self.last_added.mean()


def trained(matrix: Any, seconds: Any, count: int, width: int, rounds: int, seed: int = 1) -> Networks:
    """Networks that learned which rows are of the second outcome. The same rows and seed give the same networks.

    Each stretch of rows changes the weights of the features it holds alone (Adam, as far as they were met), so that
    time grows with what is written and not with how many features there are. A feature in no row says nothing.
    """
    chance = np.random.default_rng(seed)
    units = count * width
    first = _Weights(_spread(chance, matrix.shape[1], width, units))
    first_added, last = _Weights(np.zeros(units)), _Weights(_spread(chance, width, 1, units))
    last_added = _Weights(np.zeros(count))
    wanted = np.asarray(seconds, dtype=np.float32)[:, None]
    for step, rows in enumerate(_batches(chance, matrix.shape[0], rounds), 1):
        met, columns = _met(matrix[rows])
        above = met @ first.now[columns] + first_added.now
        between = np.maximum(above, 0)
        totals = (between * last.now).reshape(len(rows), count, width).sum(axis=2) + last_added.now
        wrong = (1 / (1 + np.exp(-totals)) - wanted[rows]) / len(rows)
        spread = np.repeat(wrong, width, axis=1)
        back = spread * last.now * (above > 0)
        last.move(step, (between * spread).sum(axis=0))
        last_added.move(step, wrong.sum(axis=0))
        first_added.move(step, back.sum(axis=0))
        first.move(step, met.T @ back, columns)
    first.now[matrix.getnnz(axis=0) == 0] = 0
    return Networks(count, first.now, first_added.now, last.now, last_added.now)


class _Weights:
    """Weights, with the mean of their slopes and of the squares of these, as Adam keeps them."""

    def __init__(self, start: Any) -> None:
        self.now = start.astype(np.float32)
        self._slopes, self._squares = np.zeros_like(self.now), np.zeros_like(self.now)

    def move(self, step: int, slope: Any, rows: Any = ...) -> None:
        """Go one step down the ``slope`` of these ``rows``; all of them where none are named."""
        slopes = self._slopes[rows] * _KEPT + slope * (1 - _KEPT)
        squares = self._squares[rows] * _KEPT_OF_SQUARES + slope * slope * (1 - _KEPT_OF_SQUARES)
        self._slopes[rows], self._squares[rows] = slopes, squares
        pace = _STEP * np.sqrt(1 - _KEPT_OF_SQUARES**step) / (1 - _KEPT**step)
        self.now[rows] -= pace * slopes / (np.sqrt(squares) + _LEAST)


def _spread(chance: np.random.Generator, into: int, out: int, units: int) -> Any:
    """Small numbers to begin with, the smaller the more come together (Glorot)."""
    most = np.sqrt(6 / (into + out))
    shape = units if out == 1 else (into, units)
    return chance.uniform(-most, most, shape)


def _batches(chance: np.random.Generator, rows: int, rounds: int) -> Iterator[Any]:
    for _ in range(rounds):
        order = chance.permutation(rows)
        yield from (order[at : at + _BATCH] for at in range(0, rows, _BATCH))


def _met(rows: Any) -> tuple[Any, Any]:
    """The rows with the columns they hold alone, and which columns these are."""
    from scipy.sparse import csr_matrix

    columns, places = np.unique(rows.indices, return_inverse=True)
    shape = (rows.shape[0], len(columns))
    return csr_matrix((rows.data.astype(np.float32), places, rows.indptr), shape=shape), columns
