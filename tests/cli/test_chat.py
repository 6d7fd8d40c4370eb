"""The terminal: numbers, titles and typed answers, leaving, and going on."""

import builtins
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.application.conversation import Button, Reply
from bot.cli.chat import Talk, chosen, offered, plain
from bot.safeguarding.errors import NotSavedError, NotYoursError, UnknownOrganisationError
from tests.channels.small_house import House, payload

BUTTONS = (Button("✓ Yes", payload("q", "yes")), Button("Don’t know", payload("q", "not_known")))


def talk(house, who, org, resume):
    """Talks in a thread of its own: a browser test before this one may have left a loop running here."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(Talk(house, who).run, org, resume).result(30)


@pytest.fixture
def house():
    return House()


@pytest.fixture
def typing(monkeypatch):
    """Types the lines one after the other; then the practitioner leaves with Ctrl-C."""

    def lines(*typed):
        waiting = iter(typed)

        def read(_prompt=""):
            try:
                return next(waiting)
            except StopIteration:
                raise KeyboardInterrupt from None

        monkeypatch.setattr(builtins, "input", read)

    return lines


@pytest.mark.parametrize("typed", ["1", " 1 ", "yes", "YES"])
def test_a_choice_is_made_by_number_or_by_title(typed):
    assert chosen(typed, Reply(("?",), BUTTONS, kind="yes_no")) == ("", {"question": "q", "value": "yes"})


@pytest.mark.parametrize("typed", ["0", "3", "-1", "²", "99999", "perhaps", "/affirm", payload("q", "yes")])
def test_anything_else_is_text(typed):
    assert chosen(typed, Reply(("?",), BUTTONS, kind="yes_no")) == (typed, None)


@pytest.mark.parametrize("kind", ["number", "date", "words", "text"])
def test_where_the_answer_is_typed_a_number_is_an_answer(kind):
    reply = Reply(("How many?",), BUTTONS, kind=kind)
    assert chosen("1", reply) == ("1", None)
    assert chosen("don't know", reply)[1] == {"question": "q", "value": "not_known"}
    assert offered(reply) == ["", "(or: ✓ Yes, Don’t know)"]


def test_recorded_words_cannot_steer_the_terminal():
    assert plain("a\x1b[2Jb\x9b\u202e\nc 🧿") == "a�[2Jb��\nc 🧿"


def test_a_conversation_goes_through_to_the_words_and_pauses_on_leaving(house, typing, capsys):
    typing("1", "no", "1", "he said “never”")
    talk(house, "pat", "sevenoaks-dc", None)
    shown = capsys.readouterr().out
    assert "  1  A live case" in shown and "What did they say?" in shown
    assert house.speaker.turns[-2].text == "he said “never”"
    assert house.speaker.turns[-1].button == {"command": "pause"}
    assert shown.rstrip().endswith("heard chat --resume C-0001")


def test_leaving_before_a_case_is_open_says_that_nothing_more_is_recorded(house, typing, capsys):
    typing()
    talk(house, "pat", "sevenoaks-dc", None)
    assert "Nothing more is recorded." in capsys.readouterr().out
    assert len(house.speaker.turns) == 1


def test_a_paused_case_goes_on_for_its_practitioner_alone(house, typing, capsys):
    typing("1")
    talk(house, "pat", "sevenoaks-dc", None)
    typing("no")
    talk(house, "pat", None, "C-0001")
    assert "What did you see?" in capsys.readouterr().out
    with pytest.raises(NotYoursError):
        talk(house, "sam", None, "C-0001")


def test_a_turn_that_was_not_saved_is_told_and_sent_again_under_the_same_id(
    house, typing, monkeypatch, capsys
):
    failing = iter([None, None, NotSavedError("Nothing was saved: please send it again."), None])
    handle = house.speaker.handle

    async def sometimes(turn):
        house.speaker.failure = next(failing, None)
        return await handle(turn)

    monkeypatch.setattr(house.speaker, "handle", sometimes)
    typing("1", "no", "no")
    talk(house, "pat", "sevenoaks-dc", None)
    assert "Nothing was saved" in capsys.readouterr().out
    assert house.speaker.turns[2].message_id == house.speaker.turns[3].message_id


@pytest.mark.parametrize("org", [None, "atlantis", ""])
def test_an_organisation_that_is_not_known_is_refused_with_those_that_are(house, org):
    with pytest.raises(UnknownOrganisationError, match="sevenoaks-dc"):
        talk(house, "pat", org, None)
