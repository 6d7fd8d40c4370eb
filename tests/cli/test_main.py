"""The command line as a whole: what it imports, and what it says when something goes wrong."""

import subprocess
import sys

import pytest

from bot.cli import main as command_line
from bot.cli.main import WHERE, main
from bot.safeguarding.errors import BadRequestError


@pytest.fixture
def failing(monkeypatch):
    def set_up(error):
        def fail():
            raise error

        monkeypatch.setattr(command_line, "get_command", lambda _: fail)

    return set_up


def test_an_error_worded_for_a_person_is_its_sentence_and_2(failing, capsys):
    failing(BadRequestError("That cannot be."))
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().err) == (2, "That cannot be.\n")


def test_any_other_error_says_its_kind_and_never_its_words(failing, capsys):
    failing(ValueError("canary words"))
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 1 and "ValueError" in said and "canary" not in said and "Traceback" not in said


def test_starting_the_command_line_imports_no_rasa_no_spacy_and_no_database():
    check = "import sys, bot.cli.main; print([m for m in ('rasa', 'tensorflow', 'spacy', 'sqlalchemy') if m in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["chat", "serve", "train", "doctor"])
def test_every_command_explains_itself(name, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["heard", name, "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0 and f"{name} [OPTIONS]" in capsys.readouterr().out


def test_an_unknown_command_ends_with_2(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["heard", "nonsense"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2 and "nonsense" in capsys.readouterr().err and "nonsense" not in WHERE
