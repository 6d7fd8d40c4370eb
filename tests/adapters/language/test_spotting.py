"""Each topic is found in many wordings, each as what it is told as: the sentences stand in ``spots/`` by topic."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.adapters.language.cues import CUES
from bot.adapters.language.phrases import PhraseBook
from bot.adapters.language.reading import read
from bot.adapters.language.spots import DENIED, ITEM, spots_in

_HERE = Path(__file__).parent
_PACK = _HERE.parents[2] / "packs" / "england-and-wales" / "spots"
_STATUSES = {"present", "denied", "possible", "historical", "other_person"}
_FILES = sorted((_HERE / "spots").glob("*.yml"))


def _yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path)


@pytest.fixture(scope="module")
def book() -> PhraseBook:
    import spacy

    phrases: dict[str, tuple[str, ...]] = dict(CUES)
    for path in sorted(_PACK.glob("*.yml")):
        rule = _yaml(path)
        several = rule["values"][-1]["phrases"]
        phrases[f"{ITEM}{rule['item']}"] = tuple(p for p in several if not p.startswith("!"))
        phrases[f"{DENIED}{rule['item']}"] = tuple(
            p.removeprefix("!").strip() for p in several if p.startswith("!")
        )
    return PhraseBook(phrases, spacy.blank("en"))


def _misread(item: int, status: str, texts: list[str], book: PhraseBook) -> list[str]:
    wrong = []
    for text in texts:
        got = {spot.status for spot in spots_in(read(text), book) if spot.item == item}
        if got if status == "none" else status not in got:
            wrong.append(f"{text!r} is read as {sorted(got) or 'nothing'}")
    return wrong


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_every_sentence_of_the_topic_is_read_as_what_it_is_told_as(path: Path, book: PhraseBook) -> None:
    sentences = _yaml(path)
    assert set(sentences) <= _STATUSES | {"none"}
    wrong = {
        status: misread
        for status, texts in sentences.items()
        if (misread := _misread(int(path.stem), status, texts, book))
    }
    assert wrong == {}


def test_strangulation_is_told_in_hundreds_of_sentences() -> None:
    sentences = _yaml(_HERE / "spots" / "15.yml")
    assert sum(len(texts) for texts in sentences.values()) >= 500
    assert len(sentences["none"]) >= 60


def test_no_sentence_of_a_topic_is_told_as_two_things() -> None:
    for path in _FILES:
        texts = [text for several in _yaml(path).values() for text in several]
        assert len(texts) == len(set(texts)), path.name
