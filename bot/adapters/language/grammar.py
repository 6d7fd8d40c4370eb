"""What a parser tells about a spot that word patterns cannot: who did it to whom, and what "not" belongs to.

Used only where the settings name an installed spaCy pipeline that parses. Word patterns read first; a parse
changes their status in three cases alone and never finds or drops a spot.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc, Token

_HURT = frozenset({1, 13, 15, 16})
_CLIENT = frozenset("i we client cl victim vic".split())
_TO_CLIENT = frozenset("me my us our myself".split())
_TO_HIM = frozenset("him his partner husband boyfriend ex perp perpetrator".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
_PASSIVE = frozenset({"nsubjpass", "nsubj:pass"})
_SHARES_SUBJECT = frozenset({"conj", "xcomp"})
_HANDS_ON = frozenset(
    "think believe say suppose reckon recall feel try attempt tried thought attempted".split()
)
_DENIED_IN_WORDS = frozenset(
    "no none nothing nobody nowt neither nor without denies denied deny denying refutes refuted nil negative ?".split()
)
_NOT_PARSED = (
    "Who did it to whom is read from the order of the words alone: a client who defended themselves may be offered "
    "as the one it was done to.",
    "What a 'not' belongs to is read from how near it stands: in a long sentence a denial may be offered for "
    "something that was said to have happened.",
)


def parses(pipeline: "Pipeline") -> bool:
    """Whether the pipeline says which word depends on which."""
    return any("token.dep" in pipeline.get_pipe_meta(name).assigns for name in pipeline.pipe_names)


def what_is_lost(pipeline: "Pipeline") -> tuple[str, ...]:
    """What cannot be told with this pipeline, a plain sentence each; nothing where it parses."""
    return () if parses(pipeline) else _NOT_PARSED


def checked(status: str, item: int, parsed: "Doc", start: int, end: int) -> str:
    """``status`` of what stands at the characters ``start`` to ``end``, or what the parse shows it to be instead."""
    span = parsed.char_span(start, end, alignment_mode="expand")
    if span is None or not parsed.has_annotation("DEP"):
        return status
    verb = _verb(span.root)
    if status == "present" and item in _HURT and _is_done_by_client(verb):
        return "other_person"
    if (
        status == "present"
        and verb == span.root
        and _negations(verb, outside=range(span.start, span.end)) % 2
    ):
        return "denied"
    if status == "denied" and _is_negated_elsewhere(verb):
        return "present"
    return status


def _verb(token: "Token") -> "Token":
    """The verb that the token is, or stands under."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def _subject(verb: "Token") -> "Token | None":
    own = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if own is None and verb.dep_ in _SHARES_SUBJECT and verb.head != verb:
        return _subject(verb.head)
    return own


def _is_done_by_client(verb: "Token") -> bool:
    """Whether the client is the subject of an active verb, and another the one it was done to."""
    subject = _subject(verb)
    if subject is None or subject.dep_ in _PASSIVE or subject.lower_ not in _CLIENT:
        return False
    others = {token.lower_ for token in _in_clause(verb) if token != subject}
    return bool(others & _TO_HIM) and not (others - {"my"}) & _TO_CLIENT and not _is_on_my_body(verb)


def _is_on_my_body(verb: "Token") -> bool:
    """Whether what the verb's preposition leads to is the client's: "round my neck", and not "my hands"."""
    return any(
        token.lower_ in _TO_CLIENT and token.head.dep_ in {"pobj", "obl"} for token in _in_clause(verb)
    )


def _in_clause(verb: "Token") -> Iterator["Token"]:
    """The tokens under the verb that stand under no other verb."""
    for child in verb.children:
        if child.pos_ not in {"VERB", "AUX"}:
            yield child
            yield from _in_clause(child)


def _negations(verb: "Token", outside: range = range(0)) -> int:
    """How many times the verb is negated, itself and by what hands a negation on ("don't think he did")."""
    own = sum(_is_not(child) and child.i not in outside for child in verb.children)
    if verb.dep_ in {"ccomp", "xcomp"} and verb.head != verb and verb.head.lower_ in _HANDS_ON:
        return own + _negations(verb.head, outside)
    return own


def _is_not(token: "Token") -> bool:
    return token.dep_ == "neg" or (token.dep_ == "advmod" and token.lower_ in {"never", "not"})


def _is_negated_elsewhere(verb: "Token") -> bool:
    """Whether every "not" of the sentence belongs to another verb, and no other word denies."""
    sentence = list(verb.sent)
    if any(token.lower_ in _DENIED_IN_WORDS for token in sentence):
        return False
    return any(_is_not(token) for token in sentence) and _negations(verb) % 2 == 0
