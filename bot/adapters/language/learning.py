"""Training the learned readers from the sentences in ``data/``: about a minute, on one core, the same every time.

They learn from sentences written for the purpose alone; case records never come near.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.adapters.language.features import Groups, features_of
from bot.adapters.language.learned import Layers, LearnedReader
from bot.adapters.language.marks import FOLDS, marks_at
from bot.adapters.language.networks import trained
from bot.adapters.language.reading import read

FOLDER = "language"
DANGER, ANSWERS = "danger", "answers"
NOW, ORDINARY = "now", "ordinary"
_KEY = "key"
_SOURCES = ("data/danger/*.yml", "data/answers/*.yml", "data/language/*.yml", "data/nlu/*.yml")
_CODE = ("features.py", "learned.py", "learning.py", "marks.py", "networks.py", "reading.py")
_GENERAL = "general"
_OF_THIS_MOMENT = frozenset(
    "today tonight now just this morning afternoon evening minute hour currently still outside here".split()
)

Features = Sequence[Sequence[int]]
"""The features of one sentence, by block."""

Learnt = tuple[tuple[str, ...], Layers]
"""The outcomes in the order of the last layer's columns, and the layers."""


class How(Protocol):
    """A way of learning. ``at_least``: how often a feature has to be met to be learned from."""

    @property
    def at_least(self) -> int:
        """At least 1."""

    def learn(self, matrix: Any, outcomes: Sequence[str]) -> Learnt:
        """Learn from a matrix with a row for each sentence and a column for each feature."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to learn from, what it is, and the question it answers where that matters.

    ``family``: the number of the files it was written in, now and ordinary together; none where it is always taught.
    """

    text: str
    outcome: str
    question: str | None = None
    family: int | None = None


def is_current(project_root: Path, models_dir: Path) -> bool:
    """Whether the readers in ``models_dir`` were made from what ``project_root`` holds."""
    try:
        return (models_dir / FOLDER / _KEY).read_text("utf-8") == _key(project_root)
    except OSError:
        return False


def train(project_root: Path, models_dir: Path) -> None:
    """Train every reader and put them in place in one step. Raises OSError, or PackError-like ValueError."""
    fresh, old = (models_dir / f"{FOLDER}-{kind}-{os.getpid()}" for kind in ("new", "old"))
    fresh.mkdir(parents=True)
    try:
        groups = groups_in(project_root)
        for name, sentences in (
            (DANGER, danger_sentences(project_root)),
            (ANSWERS, answer_sentences(project_root)),
        ):
            (fresh / name).mkdir()
            learned(tuple(sentences), groups, HOW[name]).save(fresh / name)
        (fresh / _KEY).write_text(_key(project_root), "utf-8")
        if (models_dir / FOLDER).exists():
            (models_dir / FOLDER).rename(old)
        fresh.rename(models_dir / FOLDER)
    finally:
        for folder in (fresh, old):
            shutil.rmtree(folder, ignore_errors=True)


def learned(sentences: Sequence[Sentence], groups: Groups, how: How) -> LearnedReader:
    """A reader of what ``sentences`` teach, with marks where they come in families. The same give the same reader."""
    seen = [features_of(read(s.text), groups, s.question) for s in sentences]
    numbers, rarity, strange = _counted(seen, how.at_least)
    matrix = _matrix(seen, numbers, rarity, strange)
    outcomes, layers = how.learn(matrix, [s.outcome for s in sentences])
    halves = tuple((weights.astype(np.float16), added) for weights, added in layers)
    marks = marks_at(held_out(matrix, sentences, how))
    return LearnedReader(outcomes, groups, numbers, rarity.astype(np.float16), strange, halves, marks)


def held_out(matrix: Any, sentences: Sequence[Sentence], how: How) -> list[float]:
    """The share of danger in each sentence of danger, as read by what learned from the other families alone."""
    return [
        share
        for fold in range(FOLDS)
        if (asked := _asked(sentences, fold))
        for share in _shares_of(matrix, sentences, how, asked, fold)
    ]


def _asked(sentences: Sequence[Sentence], fold: int) -> list[int]:
    """The rows of danger in this fold, but for those with the words of one that is taught."""
    taught = {_gist(s.text) for s in sentences if not _is_held(s, fold)}
    return [
        row
        for row, s in enumerate(sentences)
        if s.outcome == NOW and _is_held(s, fold) and _gist(s.text) not in taught
    ]


def _is_held(sentence: Sentence, fold: int) -> bool:
    return sentence.family is not None and sentence.family % FOLDS == fold


def _gist(text: str) -> frozenset[str]:
    return frozenset(word for word in read(text).words if word[0].isalnum())


def _shares_of(
    matrix: Any, sentences: Sequence[Sentence], how: How, asked: Sequence[int], fold: int
) -> list[float]:
    rest = [row for row, s in enumerate(sentences) if not _is_held(s, fold)]
    outcomes, layers = how.learn(matrix[rest], [sentences[row].outcome for row in rest])
    totals = matrix[list(asked)]
    for n, (weights, added) in enumerate(layers):
        totals = (np.maximum(totals, 0) if n else totals) @ weights + added
    odds = np.exp(totals - totals.max(axis=1, keepdims=True))
    shares: list[float] = (odds / odds.sum(axis=1, keepdims=True))[:, outcomes.index(NOW)].tolist()
    return shares


@dataclass(frozen=True, slots=True)
class Plain:
    """Logistic regression. ``strength``: how closely the sentences are followed."""

    strength: float
    at_least: int = 1

    def learn(self, matrix: Any, outcomes: Sequence[str]) -> Learnt:
        """The outcomes in order, and one layer."""
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=self.strength, max_iter=1000, tol=1e-3, class_weight="balanced")
        model.fit(matrix, outcomes)
        return _two_sided(model.classes_, ((model.coef_.T, model.intercept_),))


@dataclass(frozen=True, slots=True)
class Layered:
    """Networks with one layer of ``width`` between, so that what matters together is learned together.

    A blow and "today" is danger, and neither alone; a plain sum cannot tell. Several networks (``count``) are
    steadier than one. ``rounds``: how often the sentences are gone through; few, for more learns them by heart.
    Features met once are left out.
    """

    width: int
    rounds: int
    at_least: int = 2
    count: int = 1
    seed: int = 1

    def learn(self, matrix: Any, outcomes: Sequence[str]) -> Learnt:
        """The outcomes in order, and two layers; of two outcomes alone."""
        first, second = sorted(set(outcomes))
        told = [outcome == second for outcome in outcomes]
        nets = trained(matrix, told, self.count, self.width, self.rounds, self.seed)
        last = nets.last[:, None] / nets.count, np.array([nets.last_added.mean()])
        return _two_sided((first, second), ((nets.first, nets.first_added), last))


def _two_sided(classes: Any, layers: Layers) -> Learnt:
    """The layers with a column for each outcome; of two outcomes the model keeps a column for the second alone."""
    weights, added = layers[-1]
    if len(classes) == 2:
        weights, added = np.hstack([-weights / 2, weights / 2]), np.r_[-added / 2, added / 2]
    return tuple(map(str, classes)), (*layers[:-1], (weights, added))


def groups_in(project_root: Path) -> Groups:
    """The groups of like words, by word."""
    groups = _yaml(project_root / "data" / "language" / "words.yml")
    return {word.replace("_", " "): name for name, words in groups.items() for word in words.split()}


def danger_sentences(project_root: Path) -> Iterator[Sentence]:
    """``now`` and ``ordinary``, each text once: what data/danger holds, and what the speech acts bring.

    The answers to the checklist that name no time of their own are ordinary too. A text that is written under
    both counts as danger: missing it is the worse error.
    """
    told: dict[str, Sentence] = {}
    for sentence in _told_of_danger(project_root):
        text = sentence.text.casefold()
        if text not in told or (sentence.outcome, told[text].outcome) == (NOW, ORDINARY):
            told[text] = sentence
    yield from told.values()


def _told_of_danger(project_root: Path) -> Iterator[Sentence]:
    for file in sorted((project_root / "data" / "danger").glob("*.yml")):
        outcome, _, number = file.stem.partition("_")
        family = int(number or 1) if (number or "1").isdigit() else None
        yield from (Sentence(text, outcome, family=family) for text in _yaml(file)["messages"])
    for intent, text in speech_acts(project_root):
        yield Sentence(text, NOW if intent == "immediate_danger" else ORDINARY)
    for answer in answer_sentences(project_root):
        if answer.outcome != "unclear" and not _OF_THIS_MOMENT & frozenset(read(answer.text).words):
            yield Sentence(answer.text, ORDINARY)


def answer_sentences(project_root: Path) -> Iterator[Sentence]:
    """``yes``, ``no``, ``not_known`` and ``unclear``, with the question where the answer hangs on it."""
    for file in sorted((project_root / "data" / "answers").glob("*.yml")):
        told = dict(_yaml(file))
        question = told.pop("question", None if file.stem.startswith(_GENERAL) else file.stem)
        for outcome, texts in told.items():
            yield from (Sentence(text, outcome, question) for text in texts)


def speech_acts(project_root: Path) -> Iterator[tuple[str, str]]:
    """Each example of data/nlu with its intent."""
    for file in sorted((project_root / "data" / "nlu").glob("*.yml")):
        for block in _yaml(file)["nlu"]:
            lines = (line.strip() for line in block.get("examples", "").splitlines())
            yield from ((block["intent"], line[2:].strip()) for line in lines if line.startswith("- "))


def _counted(seen: Sequence[Features], at_least: int) -> tuple[Any, Any, float]:
    """The features met often enough, in order, how rare each is, and how rare one that was never met."""
    every = np.fromiter((number for blocks in seen for block in blocks for number in block), dtype=np.int64)
    numbers, times = np.unique(every, return_counts=True)
    numbers, times = numbers[times >= at_least], times[times >= at_least]
    return numbers, np.log((1 + len(seen)) / (1 + times)) + 1, float(np.log(1 + len(seen)) + 1)


def _matrix(seen: Sequence[Features], numbers: Any, rarity: Any, strange: float) -> Any:
    from scipy.sparse import csr_matrix

    columns, values, ends = [], [], [0]
    for blocks in seen:
        for block in blocks:
            found = np.minimum(np.searchsorted(numbers, block), len(numbers) - 1)
            met = found[numbers[found] == block]
            columns.append(met)
            squares = rarity[met] @ rarity[met] + (len(block) - len(met)) * strange**2
            values.append(rarity[met] / (np.sqrt(squares) or 1.0))
        ends.append(ends[-1] + sum(map(len, columns[-len(blocks) :])))
    return csr_matrix(
        (np.concatenate(values), np.concatenate(columns), ends), shape=(len(seen), len(numbers))
    )


HOW: Mapping[str, How] = {DANGER: Layered(width=16, rounds=5, count=3), ANSWERS: Plain(strength=20.0)}


def _key(project_root: Path) -> str:
    digest = hashlib.sha256()
    code = (Path(__file__).with_name(name) for name in _CODE)
    data = (path for pattern in _SOURCES for path in sorted(project_root.glob(pattern)))
    for path in (*code, *data):
        digest.update(f"\0{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _yaml(path: Path) -> Mapping[str, Any]:
    from ruamel.yaml import YAML

    found: Mapping[str, Any] = YAML(typ="safe").load(path)
    return found
