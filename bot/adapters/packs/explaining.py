"""Which file and line gives a rule on a date, by which paragraph, and what it stands in place of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from bot.adapters.packs.folders import StageFile, Value
from bot.adapters.packs.holding import Holding
from bot.adapters.packs.reading import Path_, Sheet
from bot.safeguarding.errors import BadRequestError

Standing = Literal["holds", "ended", "replaced", "changed", "later"]


class UnknownRuleError(BadRequestError):
    """No rule or question has this name."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A dated value as it stands in its file. ``lines`` are the file's own, each with its number from 1.

    ``standing``: it ``holds``, has ``ended`` the rule, was ``replaced``, is a question as it was before it was
    ``changed``, or holds only ``later``.
    """

    standing: Standing
    file: str
    line: int
    holds_from: date
    document: str
    paragraph: str
    approved_by: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule of an organisation on a date. ``passages``: what holds first, then back along the chain, then later."""

    org: str
    rule: str
    as_at: date
    passages: tuple[Passage, ...]


def explained(held: Holding, rule: str, packs_dir: Path) -> Explanation:
    """Where ``rule`` comes from: ``criteria/visible_high_risk``, its last part alone, a question or a key of the wording.

    Raises UnknownRuleError where there is none of that name, or where several kinds have one.
    """
    questions = held.questions()
    names = _names(held)
    found = [name for name in names if rule in (name, name.split("/", 1)[1])]
    if len(found) > 1:
        raise UnknownRuleError(f"'{rule}' is the name of several rules. Say which: {', '.join(found)}.")
    if found:
        return Explanation(held.pack.id, found[0], held.as_at, tuple(_of_rule(held, found[0], packs_dir)))
    if rule in _words_of(held):
        return Explanation(
            held.pack.id, f"wording/{rule}", held.as_at, tuple(_of_word(held, rule, packs_dir))
        )
    if rule in questions or _mentions(held, rule):
        return Explanation(held.pack.id, rule, held.as_at, tuple(_of_question(held, rule, packs_dir)))
    near = get_close_matches(
        rule, [*names, *(n.split("/", 1)[1] for n in names), *questions, *_words_of(held)], n=5
    )
    hint = (
        f" Did you mean {' or '.join(dict.fromkeys(near))}?"
        if near
        else " 'heard packs show' lists what there is."
    )
    raise UnknownRuleError(f"{held.pack.id} has no rule or question named '{rule}'.{hint}")


def _names(held: Holding) -> list[str]:
    return list(dict.fromkeys(f"{kind}/{name}" for pack in held.packs for kind, name in pack.rules))


def _of_rule(held: Holding, name: str, packs_dir: Path) -> Iterator[Passage]:
    kind, _, rule_id = name.partition("/")
    rules = [pack.rules[kind, rule_id] for pack in reversed(held.packs) if (kind, rule_id) in pack.rules]
    values = [value for rule in rules for value in reversed(rule.values)]
    now = [value for value in values if value.content.from_ <= held.as_at]
    for value in now:
        yield _passage(_standing(value, now[0], kind), value, packs_dir)
    for value in sorted((v for v in values if v not in now), key=lambda v: v.content.from_):
        yield _passage("later", value, packs_dir)


def _wordings(held: Holding) -> list[Value]:
    """The values of wording that hold, the organisation's own first."""
    rules = [rule for pack in reversed(held.packs) for rule in pack.rules.values() if rule.kind == "wording"]
    now = [[value for value in rule.values if value.content.from_ <= held.as_at] for rule in rules]
    return [values[-1] for values in now if values and not values[-1].ends]


def _words_of(held: Holding) -> set[str]:
    return {key for value in _wordings(held) for key in getattr(value.content, "texts", ())}


def _of_word(held: Holding, key: str, packs_dir: Path) -> Iterator[Passage]:
    values = [value for value in _wordings(held) if key in getattr(value.content, "texts", ())]
    for n, value in enumerate(values):
        at = (*value.at, "texts", key)
        whole = _passage("replaced" if n else "holds", value, packs_dir)
        yield replace(whole, line=value.sheet.line(at), lines=_lines(value.sheet, at, packs_dir))


def _standing(value: Value, first: Value, kind: str) -> Standing:
    if value is first or (kind == "wording" and value.pack != first.pack):
        return "ended" if value.ends else "holds"
    return "replaced"


def _passage(standing: Standing, value: Value, packs_dir: Path) -> Passage:
    content, approval = value.content, value.content.approved_by
    approved = f"{approval.role}, {approval.on:%-d %B %Y}" if approval else ""
    lines = _lines(value.sheet, value.at, packs_dir)
    source = content.source
    return Passage(standing, value.sheet.file, value.sheet.line(value.at), content.from_, source.document,
                   source.paragraph, approved, lines)  # fmt: skip


def _lines(sheet: Sheet, at: Path_, packs_dir: Path) -> tuple[tuple[int, str], ...]:
    """The lines of the value at ``at``: up to the next value that is not inside it."""
    written = (packs_dir / sheet.file).read_text(encoding="utf-8").splitlines()
    start = sheet.line(at)
    after = [line for path, line in sheet.lines.items() if line > start and path[: len(at)] != at]
    part = list(enumerate(written, 1))[start - 1 : min(after, default=len(written) + 1) - 1]
    while part and not part[-1][1].strip():
        part.pop()
    return tuple(part)


def _mentions(held: Holding, question: str) -> bool:
    return any(_place(file, question) for pack in held.packs for file in pack.stages)


def _of_question(held: Holding, question: str, packs_dir: Path) -> Iterator[Passage]:
    files = [file for pack in reversed(held.packs) for file in reversed(pack.stages)]
    places = [(file, _place(file, question)) for file in files if file.text.from_ <= held.as_at]
    named = [(file, place) for file, place in places if place]
    for n, (file, place) in enumerate(named):
        standing: Standing = "ended" if place[0] == "remove" else "changed" if n else "holds"
        document, paragraph = _document(file, place)
        yield Passage(standing, file.sheet.file, file.sheet.line(place), file.text.from_, document, paragraph, "",
                      _lines(file.sheet, place, packs_dir))  # fmt: skip


def _place(file: StageFile, question: str) -> Path_:
    for part in ("remove", "override", "add", "questions"):
        for n, one in enumerate(getattr(file.text, part)):
            if question == (one if part == "remove" else one.id):
                return (part, n)
    return ()


def _document(file: StageFile, place: Path_) -> tuple[str, str]:
    data: object = file.sheet.data
    for step in place:
        data = data[step]  # type: ignore[index]
    source = data.get("source") if isinstance(data, Mapping) else None
    return (source["document"], source["paragraph"]) if source else ("", "")
