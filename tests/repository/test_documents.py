"""What README and docs say is so."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.cli.main import WHERE
from tests.repository import obligations
from tests.repository.tree import ROOT, texts

_DOCS = [path for path in texts() if path.suffix == ".md"]
_README = (ROOT / "README.md").read_text(encoding="utf-8")
_TARGETS = frozenset(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("document", _DOCS, ids=str)
def test_every_make_target_that_a_document_names_exists(document: Path) -> None:
    named = set(re.findall(r"(?:`|^|&& )make ([a-z-]+)", texts()[document], re.M))
    assert named <= _TARGETS


@pytest.mark.parametrize("document", _DOCS, ids=str)
def test_every_heard_command_that_a_document_names_exists(document: Path) -> None:
    named = set(re.findall(r"(?:`|bin/)heard ([a-z]+)", texts()[document]))
    assert named <= set(WHERE)


@pytest.mark.parametrize("document", _DOCS, ids=str)
def test_every_link_inside_the_repository_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", texts()[document])
    assert [link for link in links if not (ROOT / document.parent / link).exists()] == []


def test_every_decision_is_listed() -> None:
    index = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    assert [path.name for path in (ROOT / "docs/adr").glob("0*.md") if f"({path.name})" not in index] == []


def test_every_folder_of_the_program_is_on_the_map() -> None:
    folders = {path.parts[1] for path in texts() if path.parts[0] == "bot" and len(path.parts) > 2}
    assert {folder for folder in folders if f"{folder}/" not in _README} == set()


def test_every_override_has_its_reason() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {re.split(r"[ <>=;]", line)[0] for line in settings["tool"]["uv"]["override-dependencies"]}
    reasons = (ROOT / "docs/overrides.md").read_text(encoding="utf-8")
    assert {n for n in names if not n.startswith("tensorflow") and f"`{n}" not in reasons} == set()


def test_every_library_of_the_program_is_in_the_decision_about_libraries() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {re.split(r"[<>=]", line)[0] for line in settings["project"]["dependencies"]}
    held_back = {"dask", "numpy", "scipy"}  # named only to hold Rasa's own dependency to a version
    listed = (ROOT / "docs/adr/0007-libraries.md").read_text(encoding="utf-8").casefold()
    assert {name for name in names - held_back if name not in listed} == set()


def test_every_obligation_that_a_test_names_is_in_the_list() -> None:
    assert set(obligations.proofs()) - set(obligations.obligations()) == set()


def test_what_is_for_people_is_in_the_list_has_a_reason_and_no_test_claims_it() -> None:
    people = obligations.for_people()
    assert set(people) <= set(obligations.obligations()) and set(people) & set(obligations.proofs()) == set()
    assert all(len(reason.split()) >= 4 for reason in people.values())


def test_every_obligation_is_proven_or_given_to_people_with_the_reason() -> None:
    assert obligations.left() == ()


def test_the_table_of_obligations_is_up_to_date() -> None:
    assert obligations.TABLE.read_text(encoding="utf-8") == obligations.table(), "run: make obligations"
