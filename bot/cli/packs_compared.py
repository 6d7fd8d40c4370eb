"""Two policies compared, and one rule explained, as lines to read."""

from collections.abc import Iterator

from bot.adapters.packs import Difference, Explanation, Holding, Passage

_HEADINGS = {
    "tightens": "{second} tightens",
    "loosens": "{second} loosens",
    "differs": "Merely differs",
}
_STANDING = {
    "holds": "{where} gives it",
    "ended": "{where} ended it",
    "replaced": "It stands in place of {where}",
    "changed": "It changes what {where} says",
    "later": "Later {where} changes it",
}


def comparison_lines(first: Holding, second: Holding, found: tuple[Difference, ...]) -> Iterator[str]:
    """A heading and a count for each effect, then a sentence a line with the paragraphs of both."""
    yield f"{_dated(second)}, compared with {_dated(first)}"
    for effect, heading in _HEADINGS.items():
        those = [one for one in found if one.effect == effect]
        yield ""
        yield f"{heading.format(second=second.pack.id)} ({len(those) or 'nothing'})"
        yield from (f"  {one.sentence} [{_sources(one)}]" for one in those)


def _dated(held: Holding) -> str:
    return f"{held.pack.id} as at {held.as_at:%-d %B %Y}"


def _sources(one: Difference) -> str:
    return " | ".join(dict.fromkeys(source for source in (one.first, one.second) if source)) or one.rule


def explanation_lines(explanation: Explanation, held: Holding) -> Iterator[str]:
    """What holds with its file, lines and paragraph, then what it stands in place of, then what comes later."""
    yield f"{explanation.rule} for {explanation.org} as at {explanation.as_at:%-d %B %Y}"
    if not explanation.passages or explanation.passages[0].standing == "later":
        yield "Nothing holds on this date."
    for passage in explanation.passages:
        yield ""
        yield f"{_STANDING[passage.standing].format(where=f'{passage.file}:{passage.line}')}, {_by(passage, held)}"
        yield from (f"{number:>5}  {text}" for number, text in passage.lines)


def _by(passage: Passage, held: Holding) -> str:
    title = held.wording.get(f"document.{passage.document}", "")
    titled = f" ({title})" if title else ""
    paragraph = f", by {passage.document} {passage.paragraph}{titled}" if passage.document else ""
    approved = f", approved by {passage.approved_by}" if passage.approved_by else ""
    return f"from {passage.holds_from:%-d %B %Y}{paragraph}{approved}"
