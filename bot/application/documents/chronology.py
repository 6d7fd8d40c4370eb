"""The case in the order in which it was recorded: facts apart from opinion (SDC-028, SDC-029)."""

from collections.abc import Callable, Iterator

from bot.application.documents.document import Blocks, Line, Role, Table, line
from bot.application.documents.quoting import moment, said
from bot.application.documents.reading import Reading, is_marker
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Entry

UNSAID = frozenset({"finding", "review", "actions", "notice"})


def facts(reading: Reading) -> Blocks:
    """Everything that was said or seen, oldest first, each with its question, date and voice."""
    return _in_order(reading, lambda entry: entry.voice is not Voice.OPINION)


def opinions(reading: Reading) -> Blocks:
    """Everything that the practitioner thought, oldest first."""
    return _in_order(reading, lambda entry: entry.voice is Voice.OPINION)


def closed_answers(reading: Reading) -> Blocks:
    """The answers to closed questions that hold now, oldest first."""
    held = [e for e in _held(reading) if e.voice is None or not e.text]
    rows = tuple(
        ((line(moment(e.at)),), (line(reading.name_of(e.key)),), reading.value(e.key))
        for e in held
        if _is_answer(reading, e)
    )
    return (Table(("Recorded", "Question", "Answer"), rows, (25, 40, 35)),) if rows else ()


def corrections(reading: Reading) -> Blocks:
    """Answers that no longer count: what stood before, and when it was recorded."""
    held = {entry.seq for entry in _held(reading)}
    gone = [
        e for e in reading.case.entries if e.seq not in held and not e.withdrawn and _is_answer(reading, e)
    ]
    return tuple(_correction(reading, entry) for entry in gone) or (line("None"),)


def _correction(reading: Reading, entry: Entry) -> Line:
    before = f"{reading.name_of(entry.key)}, {moment(entry.at)}"
    if entry.voice is not None:
        return line(
            f"{before}: words that were later replaced or taken back; they are kept in the record.",
            Role.BULLET,
        )
    return line(f"{before}: {reading.label(entry.key, entry.value)}", Role.BULLET, entry.seq)


def _in_order(reading: Reading, wanted: Callable[[Entry], bool]) -> Blocks:
    held = [e for e in _held(reading) if e.voice is not None and e.text and wanted(e)]
    return tuple(each for entry in held for each in _told(reading, entry))


def _told(reading: Reading, entry: Entry) -> tuple[Line, ...]:
    return (line(reading.name_of(entry.key), Role.SUBHEADING), *said(entry, reading.language))


def _held(reading: Reading) -> Iterator[Entry]:
    """Every entry that counts: all words neither replaced nor withdrawn, and the current other answers."""
    case = reading.case
    holding = {key: frozenset(e.seq for e in case.all_entries(key)) for key in {e.key for e in case.entries}}
    for entry in case.entries:
        current = case.current.get(entry.key)
        if entry.seq in holding[entry.key] and (entry.voice is not None or current is entry):
            yield entry


def _is_answer(reading: Reading, entry: Entry) -> bool:
    question = reading.question(entry.key)
    if is_marker(entry.key) or entry.value is None:
        return False
    return question is None or question.kind not in UNSAID
