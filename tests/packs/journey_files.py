"""The journey files as they stand, read without the program: what is asked, when, and in which words."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PACKS = Path(__file__).parents[2] / "packs"


def stages_of(pack: str) -> list[dict[str, Any]]:
    """The stage files of a pack, in the order of their names."""
    return [YAML(typ="safe").load(path) for path in sorted((PACKS / pack / "journey").glob("*.yml"))]


def sevenoaks() -> list[dict[str, Any]]:
    """The journey as Sevenoaks asks it."""
    changes = {stage["stage"]: stage for stage in stages_of("sevenoaks-dc")}
    return [_changed(stage, changes.get(stage["stage"], {})) for stage in stages_of("england-and-wales")]


def _changed(stage: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    overrides = {one["id"]: one for one in change.get("override", [])}
    questions = [question | overrides.get(question["id"], {}) for question in stage["questions"]]
    for added in change.get("add", []):
        place = [question["id"] for question in questions].index(added["after"])
        questions.insert(place + 1, {key: value for key, value in added.items() if key != "after"})
    return (
        stage
        | {key: change[key] for key in ("title", "intro", "groups") if key in change}
        | {
            "questions": [
                question for question in questions if question["id"] not in change.get("remove", [])
            ]
        }
    )


def questions_of(stages: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Every question by its id."""
    return {question["id"]: question for stage in stages for question in stage["questions"]}


BASE = stages_of("england-and-wales")
SEVENOAKS = sevenoaks()
QUESTIONS = questions_of(SEVENOAKS)


def spoken(stages: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Everything a person reads, with where it stands."""
    for stage in stages:
        yield f"{stage['stage']} title", stage["title"]
        yield f"{stage['stage']} intro", stage["intro"]
        for group in stage.get("groups", {}).values():
            yield from ((f"{stage['stage']} group", label) for label in group.get("members", {}).values())
        for question in stage["questions"]:
            yield from _of_question(question)


def _of_question(question: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for part in ("label", "text", "why", "hint"):
        if part in question:
            yield f"{question['id']} {part}", question[part]
    yield from ((f"{question['id']} choice", choice["label"]) for choice in question.get("choices", []))
    yield from ((f"{question['id']} remark", remark["say"]) for remark in question.get("remarks", []))


def facts_in(condition: Mapping[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """The facts a condition reads, with the values it names."""
    for key, value in condition.items():
        if key in ("all_of", "any_of"):
            for part in value:
                yield from facts_in(part)
        elif key == "unless":
            yield from facts_in(value)
        elif key == "at_least":
            yield from ((fact, set()) for fact in value)
        else:
            yield key, set(value) if isinstance(value, list) else {value}


def holds(condition: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether a condition as written holds."""
    return all(_holds(key, value, facts) for key, value in condition.items())


def _holds(key: str, value: Any, facts: Mapping[str, Any]) -> bool:
    if key in ("all_of", "any_of"):
        return (all if key == "all_of" else any)(holds(part, facts) for part in value)
    if key == "unless":
        return not holds(value, facts)
    wanted = set(value) if isinstance(value, list) else {value}
    held = facts.get(key)
    return bool(wanted & held) if isinstance(held, set) else held in wanted


def remarks_after(question: str, **facts: Any) -> list[str]:
    """What is said after an answer, urgent first."""
    held = {key.replace("__", "."): value for key, value in facts.items()}
    due = [r for r in QUESTIONS[question].get("remarks", []) if holds(r["when"], held)]
    return [r["say"] for r in sorted(due, key=lambda r: not r.get("urgent", False))]


def reading_ease(text: str) -> float:
    """Flesch reading ease, by vowel groups for syllables: 60 and up is plain English."""
    said = re.sub(r"\{\w+\}", "client", text).replace("Say:", ".")
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", said)
    sentences = [part for part in re.split(r"[.!?;:\n]+", said) if re.search(r"[A-Za-z]", part)]
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * sum(map(_syllables, words)) / len(words)


def _syllables(word: str) -> int:
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = (plain.endswith("e") and not plain.endswith(("le", "ee"))) or re.search(r"[^aeioudt]ed$", plain)
    return max(1, groups - bool(silent))


def asked(stages: list[dict[str, Any]], answers: Mapping[str, Any]) -> list[str]:
    """The keys that a case with these answers is asked, in order; groups once for each member."""
    found = []
    for stage in stages:
        for question in stage["questions"]:
            for member in _members(stage, question, answers):
                name = question["id"]
                key = name if member is None else name.replace(".", f".{member}.", 1)
                own = {k.replace(f".{member}.", ".", 1): v for k, v in answers.items() if f".{member}." in k}
                facts = {**answers, **own, f"{question.get('group')}.member": member}
                if holds(question.get("ask_when", {}), facts):
                    found.append(key)
    return found


def _members(stage: dict[str, Any], question: dict[str, Any], answers: Mapping[str, Any]) -> list[str | None]:
    if "group" not in question:
        return [None]
    group = stage["groups"][question["group"]]
    if not holds(group.get("opens_when", {}), answers):
        return []
    return [
        m for m in group.get("members", {"1": ""}) if holds(group.get("member_when", {}).get(m, {}), answers)
    ]


SIMPLE: dict[str, Any] = {
    "opening.mode": "live",
    "opening.source": "self",
    "contact.method": "text",
    "contact.interpreter": "no",
    "curiosity.both_seen": "no",
    "history.recent_dash": "no",
    "history.marac_before": "no",
    "judgement.client_fear": "low",
    "judgement.high_risk": "no",
    "children.any": "no",
    "adult.care_and_support": "no",
    "adult.addiction": "no",
    "adult.mental_health": "no",
    "perpetrator.1.lives_with": "yes",
    "perpetrator.1.trust": "no",
    "wishes.stay_or_move": "stay",
    "referral.specialist": "offered",
    "consent.specialist.given": "given",
    "referral.housing": "offered",
    "consent.housing.given": "given",
    "sharing.specialist": "consent",
    "sharing.housing": "consent",
    "plan.situation": "staying",
} | {f"dash_{n}": "yes" if n in (2, 12) else "no" for n in range(1, 25)}


def asked_with(**answers: Any) -> list[str]:
    """The keys Sevenoaks asks of a simple case with these answers; ``__`` stands for a dot."""
    return asked(SEVENOAKS, SIMPLE | {key.replace("__", "."): value for key, value in answers.items()})
