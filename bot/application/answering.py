"""Turning one message into what is recorded for the open question, or into asking again.

Nothing is guessed into the record: what can be read in two ways is asked again with buttons.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.application.ports import Language
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case, Slice, Value
from bot.safeguarding.journey import Choice, Kind, Question
from bot.safeguarding.progress import DONE, Asked

LONGEST_MESSAGE = 20_000
_ACKNOWLEDGED = frozenset(
    "done ok okay yes next continue go on said understood fine noted right thanks".split()
)
_ENDINGS = frozenset(
    ["done", "that's all", "thats all", "that is all", "no more", "nothing else", "finished", "end", "none"]
)
_UNKNOWN = frozenset(
    ["don't know", "dont know", "do not know", "not known", "not sure", "unknown", "unsure", "dk"]
)
_NUMBERS = {
    w: n for n, w in enumerate("none one two three four five six seven eight nine ten eleven twelve".split())
}
_NUMBERS["zero"] = 0
_DATE_FORMS = (
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%Y-%m-%d",
    "%d %B %Y",
    "%d %b %Y",
    "%d/%m/%y",
    "%d %B, %Y",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a number, a time and an author."""

    key: str
    value: Value
    text: str = ""
    voice: Voice | None = None
    speaker: str = ""
    replaces: int | None = None
    quotes: tuple[Slice, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What is to be recorded, and the phrase (a wording id) to say with it, if any."""

    drafts: tuple[Draft, ...]
    phrase: str = ""
    ask_again: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing answers the question. ``drafts`` keeps words worth keeping; ``phrase`` says what to do."""

    phrase: str
    drafts: tuple[Draft, ...] = ()


def read_button(asked: Asked, value: str, case: Case, offered: tuple[Slice, ...]) -> Understood | Unclear:
    """What pressing the button ``value`` of ``asked`` records. ``offered`` are earlier words shown with it."""
    question = asked.question
    if question.kind is Kind.CHECKLIST or question.many:
        return _tick(asked, value, case)
    if value not in {choice.value for choice in choices_of(question)}:
        return Unclear("unclear_choice")
    quotes = offered if value == "yes" else ()
    return Understood((Draft(asked.key, value, quotes=quotes),))


def read_text(asked: Asked, text: str, case: Case, language: Language, now: datetime) -> Understood | Unclear:
    """What typing ``text`` at ``asked`` records."""
    if not text.strip():
        return Unclear("nothing_typed")
    if len(text) > LONGEST_MESSAGE:
        return Unclear("too_long")
    match asked.question.kind:
        case Kind.WORDS:
            return _read_words(asked, text, case, language)
        case Kind.TEXT:
            return Understood((Draft(asked.key, text, text),))
        case Kind.YES_NO:
            return _read_yes_no(asked, text, case, language)
        case Kind.CHOICE:
            return _read_choice(asked, text, language)
        case Kind.CHECKLIST:
            return _read_ticks(asked, text, case)
        case Kind.NUMBER:
            return _read_number(asked, text)
        case Kind.DATE:
            return _read_date(asked, text, now.date())
        case Kind.NOTICE | Kind.FINDING | Kind.REVIEW | Kind.ACTIONS:
            return _read_acknowledgement(asked, text)


def choices_of(question: Question) -> tuple[Choice, ...]:
    """The closed answers on offer: those written, or the usual ones of the kind."""
    if question.choices:
        return question.choices
    return _USUAL.get(question.kind, ())


_USUAL = {
    Kind.YES_NO: (Choice("yes", "Yes"), Choice("no", "No"), Choice("not_known", "Don't know")),
    Kind.NOTICE: (Choice(DONE, "Done"),),
    Kind.FINDING: (Choice(DONE, "Go on"),),
    Kind.REVIEW: (Choice(DONE, "Everything is right"),),
    Kind.ACTIONS: (Choice(DONE, "Go on"),),
}


def _read_words(asked: Asked, text: str, case: Case, language: Language) -> Understood:
    question = asked.question
    if question.many and _plain(text) in _ENDINGS:
        return Understood((Draft(f"{asked.key}.done", DONE),))
    voice = _voice_of(question, text, language)
    draft = Draft(asked.key, text, text, voice, speaker_of(question, voice, case))
    if (
        question.voice is Voice.EXACT
        and voice is Voice.REPORTED
        and f"{asked.key}.prompted" not in case.current
    ):
        prompted = Draft(f"{asked.key}.prompted", DONE)
        return Understood((draft, prompted), "kept_as_summary", ask_again=True)
    return Understood((draft,), _KEPT.get(voice, "") if question.voice is Voice.EXACT else "")


_KEPT = {Voice.REPORTED: "kept_reported", Voice.OBSERVATION: "kept_observation"}


def _voice_of(question: Question, text: str, language: Language) -> Voice:
    """Words asked for may turn out to be a summary; a note or an opinion never turns into the client's words."""
    if question.voice is not Voice.EXACT:
        return question.voice or Voice.REPORTED
    return language.voice(text)


def speaker_of(question: Question, voice: Voice, case: Case) -> str:
    """Who said it. A source other than the client is named, so that nobody's words are put in her mouth."""
    if voice in (Voice.OBSERVATION, Voice.OPINION):
        return "practitioner"
    if question.speaker != "client":
        return question.speaker
    return _SPEAKERS.get(str(case.value("opening.source")), "client")


_SPEAKERS = {
    "third_party": "third_party",
    "contractor": "third_party",
    "child": "child",
    "perpetrator": "alleged_perpetrator",
    "police": "police",
    "marac": "marac",
    "observation": "practitioner",
}


def _read_yes_no(asked: Asked, text: str, case: Case, language: Language) -> Understood | Unclear:
    """What a sentence was taken for is said, so that it can be put right; a plain "yes" needs no word."""
    labels = {_plain(choice.label): choice.value for choice in choices_of(asked.question)}
    answer = labels.get(_plain(text)) or language.answer(text)
    phrase = ""
    if answer == "unclear":
        answer = language.answer(text, asked.question.id)
        phrase = f"taken_as_{answer}"
    words = _words_beyond(asked.question, text, case, language)
    if answer == "unclear":
        return Unclear("unclear_yes_no_kept" if words else "unclear_yes_no", words)
    return Understood((Draft(asked.key, answer, text), *words), phrase)


def _words_beyond(question: Question, text: str, case: Case, language: Language) -> tuple[Draft, ...]:
    """A sentence typed where yes or no was asked is kept as the comment of the item."""
    if question.instrument_item is None or len(text.split()) < 4:
        return ()
    voice = language.voice(text)
    return (Draft(f"{question.id}.words", text, text, voice, speaker_of(question, voice, case)),)


def _read_choice(asked: Asked, text: str, language: Language) -> Understood | Unclear:
    value = _named_choice(asked.question, text)
    if value is None and {"yes", "no"} <= {choice.value for choice in asked.question.choices}:
        read = language.answer(text, asked.question.id)
        value = read if read in {choice.value for choice in asked.question.choices} else None
    if value is None:
        return Unclear("unclear_choice")
    return Understood((Draft(asked.key, value, text),))


def _named_choice(question: Question, text: str) -> str | None:
    plain = _plain(text)
    choices = choices_of(question)
    for choice in choices:
        if plain in {_plain(choice.value), _plain(choice.label), *map(_plain, choice.also)}:
            return choice.value
    if plain.isdecimal() and 1 <= int(plain) <= len(choices):
        return choices[int(plain) - 1].value
    return None


def _tick(asked: Asked, value: str, case: Case) -> Understood | Unclear:
    if value == DONE:
        return _ended(asked, case)
    if value not in {choice.value for choice in asked.question.choices}:
        return Unclear("unclear_choice")
    ticked = _ticked(asked, case)
    changed = tuple(v for v in ticked if v != value) if value in ticked else (*ticked, value)
    return Understood((Draft(asked.key, changed),), ask_again=True)


def _ended(asked: Asked, case: Case) -> Understood:
    ending = Draft(f"{asked.key}.done", DONE)
    if asked.question.kind is Kind.CHECKLIST and asked.key not in case.current:
        return Understood((Draft(asked.key, ()), ending))
    return Understood((ending,))


def _read_ticks(asked: Asked, text: str, case: Case) -> Understood | Unclear:
    if _plain(text) in _ENDINGS - {"none"}:
        return _ended(asked, case)
    parts = [part for part in re.split(r"[,;\n]| and ", text) if part.strip()]
    named = [_named_choice(asked.question, part) for part in parts]
    found = tuple(value for value in named if value is not None)
    if len(found) < len(named) or not found:
        return Unclear("unclear_checklist")
    ticked = _ticked(asked, case)
    return Understood(
        (Draft(asked.key, ticked + tuple(v for v in found if v not in ticked), text),), ask_again=True
    )


def _ticked(asked: Asked, case: Case) -> tuple[str, ...]:
    value = case.value(asked.key)
    return value if isinstance(value, tuple) else ()


def _read_number(asked: Asked, text: str) -> Understood | Unclear:
    plain = _plain(text)
    if plain in _UNKNOWN:
        return Understood((Draft(asked.key, "not_known", text),))
    number = int(plain) if re.fullmatch(r"[0-9]{1,6}", plain) else _NUMBERS.get(plain)
    question = asked.question
    if number is None:
        return Unclear("unclear_number")
    if (question.lowest is not None and number < question.lowest) or (
        question.highest is not None and number > question.highest
    ):
        return Unclear("number_out_of_range")
    return Understood((Draft(asked.key, number, text),))


def _read_date(asked: Asked, text: str, today: date) -> Understood | Unclear:
    if _plain(text) in _UNKNOWN:
        return Understood((Draft(asked.key, "not_known", text),))
    found = parse_date(text, today)
    return Understood((Draft(asked.key, found, text),)) if found else Unclear("unclear_date")


def parse_date(text: str, today: date) -> date | None:
    """A whole date, day first, or "today", "yesterday", "tomorrow"; ``None`` for anything else."""
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", _plain(text))
    relative = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if plain in relative:
        return today + timedelta(days=relative[plain])
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - only its date is used
        except ValueError:
            continue
    return None


def _read_acknowledgement(asked: Asked, text: str) -> Understood | Unclear:
    value = _named_choice(asked.question, text)
    if value is None and _plain(text) in _ACKNOWLEDGED and len(choices_of(asked.question)) == 1:
        value = choices_of(asked.question)[0].value
    return Understood((Draft(asked.key, value, text),)) if value else Unclear("unclear_choice")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.casefold().replace("’", "'").strip(" \t\r\n.!"))


def replacing(understood: Understood, seq: int) -> Understood:
    """The same, with the first draft correcting the entry numbered ``seq``."""
    first, *rest = understood.drafts
    return replace(understood, drafts=(replace(first, replaces=seq), *rest))
