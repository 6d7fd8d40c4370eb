"""What a parse changes about a status. No model is installed for the tests: each sets the heads itself."""

import pytest
import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from bot.adapters.language.cues import CUES
from bot.adapters.language.grammar import checked, parses, what_is_lost
from bot.adapters.language.phrases import PhraseBook
from bot.adapters.language.reading import read
from bot.adapters.language.spots import spots_in

_VOCAB = spacy.blank("en").vocab


def _parsed(tokens: str) -> Doc:
    """A Doc from ``word/POS/dep/head`` separated by spaces; the head is the number of a token, from 0."""
    words, pos, deps, heads = zip(*(token.rsplit("/", 3) for token in tokens.split()), strict=True)
    return Doc(_VOCAB, words=list(words), pos=list(pos), deps=list(deps), heads=[int(head) for head in heads])


_I_STRANGLED_HIM = "I/PRON/nsubj/1 strangled/VERB/ROOT/1 him/PRON/dobj/1"
_HE_STRANGLED_ME = "He/PRON/nsubj/1 strangled/VERB/ROOT/1 me/PRON/dobj/1"
_I_WAS_STRANGLED = "I/PRON/nsubjpass/2 was/AUX/auxpass/2 strangled/VERB/ROOT/2 by/ADP/agent/2 my/PRON/poss/5 husband/NOUN/pobj/3"
_MY_HANDS = "I/PRON/nsubj/1 put/VERB/ROOT/1 my/PRON/poss/3 hands/NOUN/dobj/1 round/ADP/prep/1 his/PRON/poss/6 neck/NOUN/pobj/4"
_HIS_HANDS = "I/PRON/nsubj/1 had/VERB/ROOT/1 his/PRON/poss/3 hands/NOUN/dobj/1 round/ADP/prep/3 my/PRON/poss/6 neck/NOUN/pobj/4"
_LEFT_AND_CHOKED = (
    "I/PRON/nsubj/1 turned/VERB/ROOT/1 and/CCONJ/cc/1 choked/VERB/conj/1 him/PRON/dobj/3 back/ADV/advmod/3"
)
_NOT_TOLD = (
    "I/PRON/nsubj/3 did/AUX/aux/3 n't/PART/neg/3 tell/VERB/ROOT/3 them/PRON/dobj/3 he/PRON/nsubj/6 "
    "strangled/VERB/ccomp/3 me/PRON/dobj/6"
)
_NOT_THOUGHT = "I/PRON/nsubj/3 do/AUX/aux/3 n't/PART/neg/3 think/VERB/ROOT/3 he/PRON/nsubj/5 strangled/VERB/ccomp/3 me/PRON/dobj/5"
_NOT_LIKED = (
    "I/PRON/nsubj/3 do/AUX/aux/3 n't/PART/neg/3 like/VERB/ROOT/3 that/SCONJ/mark/6 he/PRON/nsubj/6 "
    "strangled/VERB/ccomp/3 me/PRON/dobj/6"
)
_NEVER = "He/PRON/nsubj/3 has/AUX/aux/3 never/ADV/neg/3 strangled/VERB/ROOT/3 me/PRON/dobj/3"
_DENIES = "She/PRON/nsubj/1 denies/VERB/ROOT/1 he/PRON/nsubj/3 strangled/VERB/ccomp/1 her/PRON/dobj/3"


def _status(tokens: str, status: str, act: str, item: int = 15) -> str:
    doc = _parsed(tokens)
    start = doc.text.index(act)
    return checked(status, item, doc, start, start + len(act))


@pytest.mark.parametrize(
    ("tokens", "act"),
    [(_I_STRANGLED_HIM, "strangled"), (_MY_HANDS, "hands round his neck"), (_LEFT_AND_CHOKED, "choked")],
)
def test_what_the_client_did_is_not_what_was_done_to_the_client(tokens: str, act: str) -> None:
    assert _status(tokens, "present", act) == "other_person"


@pytest.mark.parametrize(
    ("tokens", "act"),
    [(_HE_STRANGLED_ME, "strangled"), (_I_WAS_STRANGLED, "strangled"), (_HIS_HANDS, "hands round my neck")],
)
def test_what_was_done_to_the_client_stays_present(tokens: str, act: str) -> None:
    assert _status(tokens, "present", act) == "present"


def test_a_topic_that_is_no_act_is_left_to_the_word_patterns() -> None:
    assert _status(_I_STRANGLED_HIM, "present", "strangled", item=18) == "present"


def test_a_not_that_belongs_to_another_verb_denies_nothing() -> None:
    assert _status(_NOT_TOLD, "denied", "strangled me") == "present"


@pytest.mark.parametrize("tokens", [_NEVER, _NOT_THOUGHT, _DENIES])
def test_a_denial_that_belongs_to_the_act_stands(tokens: str) -> None:
    assert _status(tokens, "denied", "strangled") == "denied"


@pytest.mark.parametrize("tokens", [_NEVER, _NOT_THOUGHT])
def test_a_denial_the_word_patterns_passed_over_is_seen(tokens: str) -> None:
    assert _status(tokens, "present", "strangled") == "denied"


@pytest.mark.parametrize("status", ["possible", "historical", "other_person"])
def test_other_statuses_are_never_changed(status: str) -> None:
    assert _status(_I_STRANGLED_HIM, status, "strangled") == status


def test_a_text_that_was_not_parsed_changes_nothing() -> None:
    doc = Doc(_VOCAB, words=["I", "strangled", "him"])
    assert checked("present", 15, doc, 2, 11) == "present"


def test_the_spots_of_a_text_are_checked_against_its_parse() -> None:
    book = PhraseBook({**CUES, "item:15": ("strangled",), "denied:15": ()}, spacy.blank("en"))
    doc = _parsed(_NOT_LIKED)
    (by_words,), (by_parse,) = spots_in(read(doc.text), book), spots_in(read(doc.text), book, doc)
    assert (by_words.status, by_parse.status) == ("denied", "present")
    assert doc.text[by_parse.start : by_parse.end] == doc.text.strip()


def test_blank_english_says_what_is_lost_and_a_parser_loses_nothing() -> None:
    blank = spacy.blank("en")
    assert not parses(blank)
    assert all(sentence.endswith(".") for sentence in what_is_lost(blank))
    assert len(what_is_lost(blank)) == 2
    assert what_is_lost(_with_parser()) == ()


def _with_parser() -> Pipeline:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("parser")
    return pipeline
