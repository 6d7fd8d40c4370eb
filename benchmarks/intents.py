"""Which pipeline reads the speech acts best: this project's and Rasa's default with DIET, on the same splits.

    uv run python -m benchmarks.intents [--folds 3] [--every 1] [--plain-rasa FOLDER] [--only ours]

Cross-validation keeps paraphrases together: examples that share their telling words never stand on both sides.
The last split is of messages that another hand wrote and that are never trained on (tests/evaluation). Each
pipeline is trained and read in a process of its own; the figures are accuracy, macro F1, the median time to
read a message, the time to train and the memory of the process.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold

from benchmarks.plain_rasa import ROOT, environment, prepared, python_of
from bot.adapters.language.learning import speech_acts
from bot.adapters.language.reading import read

WORKER = Path(__file__).with_name("reading_worker.py")
SMALL = frozenset(
    "a an the i you it this that is am are was be to of and or me my we please can could do not".split()
)

Example = tuple[str, str]
"""An intent and a message."""


@dataclass(frozen=True)
class Pipeline:
    """A pipeline to measure, and the interpreter of its environment."""

    name: str
    config: Path
    python: Path


@dataclass(frozen=True)
class Figures:
    """What one pipeline reached on one split."""

    accuracy: float
    macro_f1: float
    latency_ms: float
    training_s: float
    resident_mb: float


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument(
        "--every", type=int, default=1, help="take every Nth example of each intent: DIET is slow"
    )
    parser.add_argument("--only", choices=("ours", "diet"))
    parser.add_argument(
        "--plain-rasa", type=Path, default=Path.home() / ".cache" / "heard-benchmarks" / "plain-rasa"
    )
    asked = parser.parse_args()
    pipelines = [one for one in _pipelines(asked.plain_rasa) if asked.only in (None, one.name)]
    taught = list(_every(speech_acts(ROOT), asked.every))
    print(f"{len(taught)} examples of {len({intent for intent, _ in taught})} intents")
    for pipeline in pipelines:
        folds = [_measured(pipeline, *split) for split in _folds(taught, asked.folds)]
        _show(pipeline.name, f"{asked.folds}-fold cross-validation", folds)
        _show(pipeline.name, "written by another hand", [_measured(pipeline, taught, _written())])


def _pipelines(plain_rasa: Path) -> Iterator[Pipeline]:
    yield Pipeline("ours", ROOT / "config.yml", Path(sys.executable))
    prepared(plain_rasa)
    yield Pipeline("diet", Path(__file__).with_name("diet.yml"), python_of(plain_rasa))


def _every(examples: Iterable[Example], step: int) -> Iterator[Example]:
    met: Counter[str] = Counter()
    for intent, text in examples:
        if met[intent] % step == 0:
            yield intent, text
        met[intent] += 1


def _folds(examples: Sequence[Example], folds: int) -> Iterator[tuple[list[Example], list[Example]]]:
    intents = [intent for intent, _ in examples]
    groups = [" ".join(sorted(frozenset(read(text).words) - SMALL)) for _, text in examples]
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=1)
    for inside, outside in splitter.split(examples, intents, groups):
        yield [examples[n] for n in inside], [examples[n] for n in outside]


def _written() -> list[Example]:
    parts = (ROOT / "tests" / "evaluation" / part / "intents.yml" for part in ("seen", "unseen"))
    told = [YAML(typ="safe").load(part) for part in parts]
    return [(intent, text) for part in told for intent, texts in part.items() for text in texts]


def _measured(pipeline: Pipeline, taught: Sequence[Example], asked: Sequence[Example]) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        examples, messages, answers = (Path(folder) / name for name in ("nlu.yml", "asked.json", "read.json"))
        _write_examples(examples, taught)
        messages.write_text(json.dumps([text for _, text in asked]), "utf-8")
        arguments = (pipeline.config, ROOT / "domain.yml", examples, messages, answers)
        ran = subprocess.run(
            [pipeline.python, "-W", "ignore", WORKER, *arguments],
            cwd=ROOT,
            env=environment() | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode:
            raise SystemExit(f"{pipeline.name} could not be measured:\n{ran.stderr[-2000:]}")
        found = json.loads(answers.read_text("utf-8"))
    wanted = [intent for intent, _ in asked]
    return Figures(
        accuracy_score(wanted, found["read"]),
        f1_score(wanted, found["read"], average="macro", zero_division=0),
        found["latency_ms"],
        found["training_s"],
        found["resident_mb"],
    )


def _write_examples(path: Path, taught: Sequence[Example]) -> None:
    by_intent: dict[str, list[str]] = {}
    for intent, text in taught:
        by_intent.setdefault(intent, []).append(text)
    nlu = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in by_intent.items()
    ]
    with path.open("w", encoding="utf-8") as file:
        YAML().dump({"version": "3.1", "nlu": nlu}, file)


def _show(name: str, split: str, several: Sequence[Figures]) -> None:
    def middle(figure: str) -> float:
        return statistics.mean(getattr(one, figure) for one in several)

    print(
        f"{name:5} {split:34} accuracy {middle('accuracy'):.3f}  macro F1 {middle('macro_f1'):.3f}  "
        f"read {middle('latency_ms'):.1f} ms  train {middle('training_s'):.0f} s  {middle('resident_mb'):.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    main()
