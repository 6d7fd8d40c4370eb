"""``heard cases`` at the command line, on a real record."""

import html
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.houses import house_at
from tests.talk import Talk

WORDS = "He said \u201cI\u2019ll kill you\u201d \U0001f622 & put his hands <round> my neck"
QUOTED = "I\u2019ll kill you"
ANSWERS = {
    "account": WORDS,
    "dash_15": "yes",
    "dash_2": "no",
    "client.name": "Rosa Quill",
    "consent.marac.given": "given",
    "actions.dso_name": "Officer on duty",
    "actions.dso_at": "today at 10:00",
}
HEARD = [sys.executable, "-c", "from bot.cli.main import main; main()"]
HEAVY = ("rasa", "tensorflow", "spacy")


@dataclass(frozen=True)
class Desk:
    """A folder with a record in it, and the command line that uses it."""

    folder: Path
    case_id: str

    def heard(self, *arguments: str, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        """Run ``heard cases`` with these arguments."""
        return subprocess.run(
            [*HEARD, "cases", *arguments],
            input=given,
            env=os.environ | {"HEARD_DATA_DIR": str(self.folder / "data")} | settings,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def refused(self, *arguments: str, **settings: str) -> str:
        """The one sentence with which a command is refused."""
        ran = self.heard(*arguments, **settings)
        assert (ran.returncode, ran.stdout) == (2, ""), ran
        (line,) = ran.stderr.splitlines()
        assert "Traceback" not in line
        return line

    def files(self) -> set[str]:
        """What lies in the folder beside the record."""
        return {path.name for path in self.folder.iterdir()} - {"data"}


def disclosed(folder: Path, more: Mapping[str, str] | None = None) -> Desk:
    """A desk with one whole disclosure."""
    house = house_at(folder / "data")
    try:
        talk = Talk(house.take_turn, house.clock.now)
        wanted = ANSWERS | dict(more or {})
        talk.walk({key: value for key, value in wanted.items() if value})
        return Desk(folder, talk.reply.case_id)
    finally:
        house.close()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk for commands that change nothing of the case."""
    return disclosed(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk of a test's own."""
    return disclosed(tmp_path)


@pytest.fixture
def clean(kept: Desk) -> Desk:
    """``kept``, without what other tests wrote beside the record."""
    for name in kept.files():
        (kept.folder / name).unlink()
    return kept


def test_the_list_tells_number_day_stage_and_status_and_nothing_of_what_was_said(kept: Desk) -> None:
    ran = kept.heard("list")
    (line,) = ran.stdout.splitlines()
    assert line.split()[0] == kept.case_id and line.split()[2] == "ended"
    assert len(line.split()) == 4 and ran.stderr == ""


def test_an_empty_record_lists_nothing_and_says_so(tmp_path: Path) -> None:
    ran = Desk(tmp_path, "").heard("list")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "No case is recorded.\n")


def test_show_says_where_referrals_and_documents_stand_and_nothing_of_what_was_said(kept: Desk) -> None:
    ran = kept.heard("show", kept.case_id)
    assert ran.returncode == 0
    assert "referral marac: required, drafted\n" in ran.stdout
    assert "document marac-referral: draft\n" in ran.stdout
    assert "document case-note: draft\n" in ran.stdout
    assert not [word for word in ("kill", "Rosa", "neck", "hands") if word in ran.stdout + ran.stderr]


def test_an_export_as_json_is_on_standard_output_and_holds_the_exact_words(kept: Desk) -> None:
    ran = kept.heard("export", kept.case_id)
    found = json.loads(ran.stdout)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [e["text"] for e in found["entries"] if e["key"] == "account"] == [WORDS]
    assert found["case"]["id"] == kept.case_id and found["turns"] and found["audit"]


def test_an_export_as_fhir_is_on_standard_output_with_24_items(kept: Desk) -> None:
    found = json.loads(kept.heard("export", kept.case_id, "--format", "fhir").stdout)
    assert found["resourceType"] == "QuestionnaireResponse" and len(found["item"]) == 24


def test_a_named_file_is_written_for_its_owner_alone_and_nothing_printed(clean: Desk) -> None:
    ran = clean.heard("export", clean.case_id, "--to", "whole.json")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "Written to whole.json\n")
    file = clean.folder / "whole.json"
    assert json.loads(file.read_text())["case"]["id"] == clean.case_id
    assert file.stat().st_mode & 0o777 == 0o600


def written(desk: Desk, format_: str, document: str) -> Path:
    ran = desk.heard("export", desk.case_id, "--format", format_, "--document", document)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    return desk.folder / ran.stderr.removeprefix("Written to ").strip()


@pytest.mark.parametrize("document", ["case-note", "marac-referral"])
def test_a_document_quotes_the_exact_words(clean: Desk, document: str) -> None:
    page = written(clean, "html", document).read_text()
    with zipfile.ZipFile(written(clean, "docx", document)) as word:
        text = word.read("word/document.xml").decode()
    for content in (page, text):
        said = html.unescape(re.sub(r"<[^>]*>", "", content))
        assert WORDS in said and QUOTED in said and "Draft" in said


@pytest.fixture(scope="module")
def held_plan(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a client for whom it is safe to hold a plan, and no officer told yet."""
    more = {"plan.safe_to_hold": "yes", "actions.dso_name": ""}
    return disclosed(tmp_path_factory.mktemp("plan"), more)


def test_a_safety_plan_has_a_file_name_and_a_title_that_give_nothing_away(held_plan: Desk) -> None:
    file = written(held_plan, "html", "safety-plan")
    assert file.name == "notes.html" and "<title>notes</title>" in file.read_text()


def test_a_safety_plan_that_is_not_safe_to_hold_is_not_written(clean: Desk) -> None:
    arguments = ("export", clean.case_id, "--format", "docx", "--document", "safety-plan")
    assert "does not call for" in clean.refused(*arguments)
    assert clean.files() == set()


def test_a_document_that_is_there_is_not_overwritten_unless_it_is_named(clean: Desk) -> None:
    file = written(clean, "docx", "case-note")
    file.write_text("edited")
    assert "note.docx is there already" in clean.refused("export", clean.case_id, "--format", "docx")
    assert file.read_text() == "edited"
    ran = clean.heard("export", clean.case_id, "--format", "docx", "--to", file.name)
    assert ran.returncode == 0 and file.read_bytes().startswith(b"PK")


def test_a_marac_referral_is_locked_until_the_safeguarding_officer_was_told(held_plan: Desk) -> None:
    before = held_plan.files()
    arguments = ("export", held_plan.case_id, "--format", "html", "--document", "marac-referral")
    assert "Designated Safeguarding Officer" in held_plan.refused(*arguments)
    assert held_plan.files() == before


def test_a_document_without_agreement_is_one_sentence_and_nothing_is_written(clean: Desk) -> None:
    arguments = ("export", clean.case_id, "--format", "docx", "--document", "housing-referral")
    assert "agreement" in clean.refused(*arguments)
    assert clean.files() == set()


def test_an_export_is_noted_by_its_format_and_document_and_by_whom(desk: Desk) -> None:
    written(desk, "html", "case-note")
    noted = json.loads(desk.heard("export", desk.case_id).stdout)["audit"][-1]
    assert noted["action"] == "exported" and "command line" in noted["by"]
    assert noted["detail"] == {"format": "html", "document": "case-note"}


@pytest.mark.parametrize("command", ["show", "export", "delete"])
@pytest.mark.parametrize("case_id", ["nope", "' OR 1=1 --", "\u2603"])
def test_a_number_that_is_no_cases_is_one_sentence(kept: Desk, command: str, case_id: str) -> None:
    assert kept.refused(command, case_id, "--yes" if command == "delete" else "--").startswith(
        "There is no case with this number."
    )


@pytest.mark.parametrize("format_", ["pdf", "", "DOCX"])
def test_an_unknown_format_is_one_sentence_with_those_there_are(kept: Desk, format_: str) -> None:
    said = kept.refused("export", kept.case_id, "--format", format_)
    assert said == "There is no such format. The formats are: docx, json, fhir, html."


def test_an_unknown_document_is_one_sentence_with_those_there_are(kept: Desk) -> None:
    said = kept.refused("export", kept.case_id, "--format", "docx", "--document", "nonsense")
    assert "nonsense" not in said and "case-note" in said


@pytest.mark.parametrize("to", [".", "no/such/folder.json"])
def test_a_file_that_cannot_be_written_is_one_sentence(kept: Desk, to: str) -> None:
    assert "cannot be written" in kept.refused("export", kept.case_id, "--to", to)


def test_a_missing_key_is_one_sentence_and_makes_no_new_one(desk: Desk) -> None:
    (desk.folder / "data" / "key.json").unlink()
    for command in (["list"], ["verify"], ["rekey"], ["purge"], ["export", desk.case_id]):
        assert "key file" in desk.refused(*command)
    assert not (desk.folder / "data" / "key.json").exists()


def test_a_setting_that_is_wrong_is_one_sentence_that_names_it(kept: Desk) -> None:
    assert "HEARD_PORT" in kept.refused("list", HEARD_PORT="eighty")
    assert "HEARD_DATABASE_URL" in kept.refused("list", HEARD_DATABASE_URL="nonsense")


@pytest.mark.parametrize("answer", ["n\n", "", "perhaps\n", "\n"])
def test_delete_asks_first_and_anything_but_yes_deletes_nothing(kept: Desk, answer: str) -> None:
    ran = kept.heard("delete", kept.case_id, given=answer)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines()[-1] == "Nothing was deleted."
    assert kept.case_id in kept.heard("list").stdout


@pytest.mark.parametrize(("given", "more"), [("y\n", []), ("", ["--yes"])])
def test_a_deleted_case_is_gone_and_one_audit_line_without_words_stays(
    desk: Desk, given: str, more: list[str]
) -> None:
    ran = desk.heard("delete", desk.case_id, *more, given=given)
    assert ran.returncode == 0 and ran.stderr.endswith("Deleted.\n")
    assert desk.heard("list").stdout == ""
    assert "There is no case" in desk.refused("show", desk.case_id)
    on_disk = b"".join(file.read_bytes() for file in (desk.folder / "data").glob("heard.db*"))
    assert on_disk.count(b'"deleted"') + on_disk.count(b"deleted") >= 1
    assert desk.heard("verify").stdout == "The record is as it was written.\n"


def test_purge_keeps_what_is_not_past_its_time_and_names_what_has_no_pack(desk: Desk, tmp_path: Path) -> None:
    assert desk.heard("purge").stderr == "0 cases deleted.\n"
    ran = desk.heard("purge", HEARD_PACKS_DIR=str(tmp_path / "none"))
    assert "no policy pack" in ran.stderr and "sevenoaks-dc" in ran.stderr
    assert desk.case_id in desk.heard("list").stdout


def test_after_rekeying_everything_is_read_under_the_new_key_alone(desk: Desk) -> None:
    key = desk.folder / "data" / "key.json"
    old = key.read_bytes()
    ran = desk.heard("rekey")
    assert ran.returncode == 0 and "Back up the key file" in ran.stderr
    assert key.read_bytes() != old and key.stat().st_mode & 0o777 == 0o600
    assert WORDS in [e["text"] for e in json.loads(desk.heard("export", desk.case_id).stdout)["entries"]]
    assert desk.heard("verify").returncode == 0
    key.write_bytes(old)
    assert "key" in desk.refused("list")


def test_verify_finds_a_line_that_was_changed_and_exits_with_1(desk: Desk) -> None:
    import sqlite3

    with sqlite3.connect(desk.folder / "data" / "heard.db") as database:
        database.execute("UPDATE audit_events SET done_by = 'somebody' WHERE seq = 3")
    database.close()
    ran = desk.heard("verify")
    assert ran.returncode == 1 and ran.stdout and "Traceback" not in ran.stderr


def test_no_command_loads_rasa_or_spacy_and_only_documents_load_word(clean: Desk) -> None:
    for arguments in (["list"], ["show", clean.case_id], ["export", clean.case_id, "--format", "html"]):
        script = (
            f"import sys; sys.argv = ['heard', 'cases', *{arguments!r}]\n"
            "from bot.cli.main import main\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            f"print([m for m in {HEAVY} if m in sys.modules])"
        )
        ran = subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"HEARD_DATA_DIR": str(clean.folder / "data")},
            cwd=clean.folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert ran.stdout.splitlines()[-1] == "[]", ran.stdout
