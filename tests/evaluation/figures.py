"""The figures of each evaluation set: what was right, and above all what was wrongly taken for said."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.application.advising import ranked_entries
from bot.application.ports import Language
from bot.bootstrap import build
from bot.cli.train import train_readers
from bot.safeguarding.policy import AdviceEntry
from bot.settings import Settings

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1 by name, of ``size`` sentences, and what was misread, a line each."""

    size: int
    shares: Mapping[str, float]
    misses: tuple[str, ...] = field(default=(), repr=False)

    def __getitem__(self, name: str) -> float:
        return self.shares[name]

    def __str__(self) -> str:
        return f"n={self.size}  " + "  ".join(f"{name} {share:.3f}" for name, share in self.shares.items())


@cache
def language() -> Language:
    """The readers as the program has them."""
    settings = Settings()
    train_readers(settings)
    return build(settings).language


@cache
def sentences(part: str, name: str) -> Any:
    """The set as it is written."""
    return YAML(typ="safe").load(HERE / part / f"{name}.yml")


def danger(part: str) -> Figures:
    """``recall`` of danger now, and ``false_alarms`` among messages half of which were written to look like it."""
    return _danger(part, "danger")


def danger_daily(part: str) -> Figures:
    """The same of messages as an ordinary day brings them, in natural proportions."""
    return _danger(part, "danger_daily")


def _danger(part: str, name: str) -> Figures:
    told, read = sentences(part, name), language()
    missed = [text for text in told["now"] if not read.danger(text)]
    alarms = [text for text in told["not"] if read.danger(text)]
    shares = {
        "recall": 1 - len(missed) / len(told["now"]),
        "false_alarms": len(alarms) / len(told["not"]),
    }
    lines = (*(f"missed: {text}" for text in missed), *(f"alarm: {text}" for text in alarms))
    return Figures(len(told["now"]) + len(told["not"]), shares, lines)


def answers(part: str) -> Figures:
    """``right``; ``false`` recordings among all; ``asked_again`` where the answer was plain."""
    told = sentences(part, "answers")
    read = [(item, language().answer(item["text"], item["question"])) for item in told]
    wrong = [(item, got) for item, got in read if got != item["answer"]]
    false = [(item, got) for item, got in wrong if got != "unclear"]
    plain = [item for item in told if item["answer"] != "unclear"]
    shares = {
        "right": 1 - len(wrong) / len(told),
        "false": len(false) / len(told),
        "asked_again": (len(wrong) - len(false)) / len(plain),
    }
    lines = tuple(
        f"{'FALSE ' if got != 'unclear' else ''}{item['answer']} read as {got}: {item['question']} {item['text']}"
        for item, got in sorted(wrong, key=lambda pair: pair[1] == "unclear")
    )
    return Figures(len(told), shares, lines)


def voice(part: str) -> Figures:
    """``right``; ``false_quotes``: the share of summaries and observations that was taken for exact words."""
    read = [
        (kind, str(language().voice(text)), text)
        for kind, texts in sentences(part, "voice").items()
        for text in texts
    ]
    wrong = [(kind, got, text) for kind, got, text in read if kind != got]
    others = sum(kind != "exact" for kind, _, _ in read)
    false = sum(got == "exact" for _, got, _ in wrong)
    shares = {"right": 1 - len(wrong) / len(read), "false_quotes": false / others}
    return Figures(len(read), shares, tuple(f"{kind} read as {got}: {text}" for kind, got, text in wrong))


def spots(part: str) -> Figures:
    """``recall`` and ``precision`` of topics, ``status`` right among those found; the same for strangulation."""
    count: Counter[str] = Counter()
    misses: list[str] = []
    for told in sentences(part, "spots"):
        count += _spotted(told, misses)
    shares = {
        "recall": _share(count["found"], count["gold"]),
        "precision": _share(count["found_here"], count["here"]),
        "status": _share(count["status"], count["found"]),
        "strangulation": _share(count["found_15"], count["gold_15"]),
        "strangulation_status": _share(count["status_15"], count["found_15"]),
    }
    return Figures(len(sentences(part, "spots")), shares, tuple(misses))


def personal_data(part: str) -> Figures:
    """``recall`` of what is personal, and ``precision`` of what was found, kind and place both right."""
    right = found = wanted = 0
    misses = []
    for told in sentences(part, "personal_data"):
        text = told["text"]
        got = {(one.kind, text[one.start : one.end]) for one in language().personal_data(text)}
        gold = {(one["kind"], one["value"]) for one in told["found"]}
        right, found, wanted = right + len(got & gold), found + len(got), wanted + len(gold)
        if got != gold:
            misses.append(f"missed {sorted(gold - got)}, wrong {sorted(got - gold)}: {text}")
    shares = {"recall": _share(right, wanted), "precision": _share(right, found)}
    return Figures(len(sentences(part, "personal_data")), shares, tuple(misses))


def advice(part: str) -> Figures:
    """``top1`` and ``top3`` of questions with an entry; ``none_said`` of those without; ``danger_first`` of the rest."""
    told = sentences(part, "advice")
    count: Counter[str] = Counter()
    misses = [miss for item in told for miss in _advised(item, count)]
    shares = {
        "top1": _share(count["first"], count["answered"]),
        "top3": _share(count["among"], count["answered"]),
        "none_said": _share(count["silent"], count["other"]),
        "danger_first": _share(count["urgent"], count["danger"]),
    }
    return Figures(len(told), shares, tuple(misses))


def _advised(item: Mapping[str, Any], count: Counter[str]) -> Iterator[str]:
    """Tally one question; what went wrong with it."""
    if item.get("danger"):
        urgent = language().danger(item["q"])
        count.update(danger=1, urgent=urgent)
        yield from () if urgent else (f"danger missed: {item['q']}",)
        return
    found = [entry.id for entry in ranked_entries(item["q"], _entries(item["org"]))]
    gold = item["entry"] if isinstance(item["entry"], list) else [item["entry"]]
    if item["entry"] is None:
        count.update(other=1, silent=not found)
        right = not found
    else:
        right = found[:1] != [] and found[0] in gold
        count.update(answered=1, first=right, among=bool({*found[:3]} & {*gold}))
    if not right:
        yield f"{gold[0]} read as {', '.join(found[:3]) or 'nothing'}: {item['org']} {item['q']}"


@cache
def _entries(org: str) -> tuple[AdviceEntry, ...]:
    return build(Settings()).policies.policy(org, date(2026, 11, 25)).advice


def _spotted(told: Mapping[str, Any], misses: list[str]) -> Counter[str]:
    text, count = told["text"], Counter[str]()
    got = language().spots(text)
    for gold in told["spots"]:
        start = text.index(gold["quote"])
        near = [
            s
            for s in got
            if s.item == gold["item"] and s.start < start + len(gold["quote"]) and start < s.end
        ]
        _tally(count, gold, {s.status for s in near})
        if gold["status"] not in {s.status for s in near}:
            misses.append(
                f"{gold['item']} {gold['status']} read as {[s.status for s in near]}: {gold['quote']}"
            )
    items = {gold["item"] for gold in told["spots"]}
    for spot in got:
        count["here"] += 1
        count["found_here"] += spot.item in items
        if spot.item not in items:
            misses.append(f"not {spot.item} ({spot.status}): {text[spot.start : spot.end]}")
    return count


def _tally(count: Counter[str], gold: Mapping[str, Any], statuses: set[str]) -> None:
    for suffix in ("", "_15") if gold["item"] == 15 else ("",):
        count["gold" + suffix] += 1
        count["found" + suffix] += bool(statuses)
        count["status" + suffix] += gold["status"] in statuses


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


FIGURES: Mapping[str, Callable[[str], Figures]] = {
    "danger": danger,
    "danger_daily": danger_daily,
    "answers": answers,
    "voice": voice,
    "spots": spots,
    "personal_data": personal_data,
    "advice": advice,
}
SETS = tuple(FIGURES)


def sets_of(part: str) -> tuple[str, ...]:
    """The names of the sets that ``part`` has."""
    return tuple(name for name in SETS if (HERE / part / f"{name}.yml").is_file())
