"""``heard cases`` after the conversation: the list of what is due, the calendar file, and what is recorded later."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from bot.application.upkeep import Upkeep, record_contact
from bot.bootstrap import House
from bot.cli.cases import app
from tests.application.upkeep_case import HIGH, NOT_HIGH, Kept, at, open_case
from tests.houses import house_at

TELLING = ("abus", "violen", "domestic", "perpetrator", "survivor", "victim", "strang", "dash_", "Quill")


class StoppedClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = at("2026-11-23T10:00")

    def now(self) -> datetime:
        """The time that was set."""
        return self.at


class Desk:
    """A record in a folder of its own, and the commands on it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"

    def house(self) -> House:
        """The house on this record."""
        house = house_at(self.data)
        house.__dict__["clock"] = StoppedClock()
        return house

    def open(self, org: str, answers: dict[str, str], opened: str = "2026-11-02T10:00") -> str:
        """The number of a new case."""
        house = self.house()
        try:
            return open_case(house, org, answers | {"client.name": "Rosa Quill"}, opened).case_id
        finally:
            house.close()

    def heard(self, *arguments: str, given: str = "") -> Result:
        """Run ``heard cases`` with these arguments."""
        environment = {"HEARD_DATA_DIR": str(self.data)}
        return CliRunner().invoke(app, list(arguments), input=given, env=environment)

    def refused(self, *arguments: str) -> str:
        """The one sentence with which a command is refused."""
        ran = self.heard(*arguments)
        assert (ran.exit_code, ran.stdout) == (2, ""), ran.output
        (line,) = ran.stderr.splitlines()
        return line

    def listed(self, *arguments: str) -> list[dict[str, str]]:
        """What ``due --json`` gives."""
        found: list[dict[str, str]] = json.loads(self.heard("due", "--json", *arguments).stdout)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk(tmp_path)


def test_the_list_says_what_is_late_and_what_to_do_and_gives_nothing_away(desk: Desk) -> None:
    case_id = desk.open("dover-dc", NOT_HIGH)
    lines = desk.heard("due", "--at", "2026-11-05T10:00").stdout.splitlines()
    assert lines[0].split() == ["late", "2026-11-04", case_id, "contact"]
    assert "next available working day" in lines[1]
    assert not [word for word in TELLING if word in "\n".join(lines)]


def test_the_list_in_json_is_of_one_organisation_and_as_many_days(desk: Desk) -> None:
    west = desk.open("west-kent", {}, "2026-11-02T10:00")
    desk.open("dover-dc", NOT_HIGH, "2026-11-02T10:00")
    found = desk.listed("--org", "west-kent", "--at", "2026-11-03T10:00", "--days", "6")
    assert {item["org"] for item in found} == {"west-kent"}
    (dash,) = [item for item in found if item["task"] == "dash"]
    assert (dash["case"], dash["state"], dash["due"]) == (west, "due", "2026-11-09")
    assert dash["source"] == {"document": "west-kent", "paragraph": "4"}
    assert [
        i["task"] for i in desk.listed("--org", "west-kent", "--at", "2026-11-03T10:00", "--days", "2")
    ] == ["respond"]


@pytest.mark.obligation("WKH-021")
def test_an_attempt_that_is_recorded_shows_on_the_list_as_the_reason_for_a_late_dash(desk: Desk) -> None:
    case_id = desk.open("west-kent", {}, "2026-11-02T10:00")
    ran = desk.heard(
        "contact", case_id, "attempted", "--when", "2026-11-04T09:00", "--note", "-", given="no answer"
    )
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", "Recorded.\n")
    (dash,) = [i for i in desk.listed("--at", "2026-11-12T10:00") if i["task"] == "dash"]
    assert dash["state"] == "excused" and dash["reason"] == "not reached so far; attempts on record: 1"
    house = desk.house()
    (entry,) = house.records.case(case_id).all_entries("upkeep.contact_attempted")
    house.close()
    assert (entry.text, entry.value) == ("no answer", "2026-11-04T09:00+00:00")


@pytest.mark.obligation("WKH-058")
def test_closing_and_opening_again_at_the_command_line(desk: Desk) -> None:
    case_id = desk.open("west-kent", NOT_HIGH)
    assert "--agreed" in desk.refused("close", case_id)
    assert "--manager" in desk.refused("close", case_id, "--notes", "They cannot be reached.")
    assert desk.heard("close", case_id, "--agreed").exit_code == 0
    assert desk.heard("list").stdout.split()[-1] == "closed"
    assert "closed" in desk.refused("contact", case_id, "made")
    assert "--reason" in desk.refused("reopen", case_id)
    assert desk.heard("reopen", case_id, "--reason", "A new report.").exit_code == 0
    assert desk.heard("list").stdout.split()[-1] == "open"
    assert desk.heard("verify").exit_code == 0


@pytest.mark.obligation("SDC-044")
def test_an_outcome_a_date_a_move_and_a_task_are_recorded_at_the_command_line(desk: Desk) -> None:
    case_id = desk.open("sevenoaks-dc", HIGH)
    assert desk.heard("outcome", case_id, "marac", "sent").exit_code == 0
    assert "outcome-chase.marac" in [item["task"] for item in desk.listed()]
    assert "--note" in desk.refused("outcome", case_id, "marac", "outcome_recorded")
    assert desk.heard("outcome", case_id, "marac", "outcome_recorded", "--note", "A plan.").exit_code == 0
    assert "outcome-chase.marac" not in [item["task"] for item in desk.listed()]
    assert desk.heard("follow-up", case_id, "2999-01-01").exit_code == 0
    assert "follow_up" in [item["task"] for item in desk.listed("--days", "999999")]
    assert desk.heard("done", case_id, "follow_up").exit_code == 0
    assert "follow_up" not in [item["task"] for item in desk.listed("--days", "999999")]
    assert desk.heard("move", case_id, "awaiting_move", "--on", "2026-11-03").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("due", "--at", "yesterday"), "--at can't be"),
        (("due", "--org", "nowhere"), "There is no such organisation."),
        (("calendar", "--org", "nowhere"), "There is no such organisation."),
        (("contact", "nope", "made"), "There is no case with this number."),
        (("contact", "nope", "perhaps"), "either made or attempted"),
        (("follow-up", "nope", "soon"), "year, month, day"),
        (("outcome", "nope", "marac", "sent"), "There is no case with this number."),
        (("close", "nope", "--notes", "x" * 20_001), "longer than 20000 characters"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(
    desk: Desk, arguments: tuple[str, ...], said: str
) -> None:
    assert said in desk.refused(*arguments)


def test_an_empty_record_has_nothing_due(desk: Desk) -> None:
    ran = desk.heard("due")
    assert (ran.exit_code, ran.stdout) == (0, "") and "Nothing is late" in ran.stderr
    assert desk.listed() == []


def calendar(desk: Desk, *arguments: str) -> Calendar:
    """The calendar file, parsed back."""
    return Calendar.from_ical(desk.heard("calendar", *arguments).stdout_bytes)


def test_the_calendar_file_reads_back_with_neutral_titles_and_london_times(desk: Desk) -> None:
    west = desk.open("west-kent", {}, "2026-07-01T10:00")
    found = calendar(desk)
    events = list(found.walk("VEVENT"))
    assert len(events) == 2
    assert {str(event["SUMMARY"]) for event in events} == {f"Task due: {west}"}
    starts = {event.decoded("DTSTART") for event in events}
    assert date(2026, 7, 8) in starts
    (timed,) = [start for start in starts if isinstance(start, datetime)]
    listed = {item["task"]: item["due"] for item in desk.listed()}
    assert timed == at(listed["respond"]) and str(timed.tzinfo) == "Europe/London"
    assert timed.utcoffset() == timedelta(hours=1)
    assert [str(zone["TZID"]) for zone in found.walk("VTIMEZONE")] == ["Europe/London"]
    for event in events:
        assert event.decoded("DTSTAMP").utcoffset().total_seconds() == 0
        assert {*event} == {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "CLASS", "TRANSP"}
    assert not found.errors and not [error for event in events for error in event.errors]


def test_the_calendar_file_gives_nothing_away(desk: Desk) -> None:
    for org in ("west-kent", "dover-dc", "sevenoaks-dc", "stoke-on-trent"):
        desk.open(org, HIGH, "2026-11-20T10:00")
    raw = desk.heard("calendar").stdout_bytes.decode().replace("\r\n ", "").lower()
    assert raw.count("begin:vevent") > 2
    for word in (*TELLING, "marac", "dash", "contact", "referral", "heard", "council", "kent", "safe"):
        assert word.lower() not in raw


def test_a_task_keeps_its_uid_when_its_time_moves_and_goes_when_it_is_done(desk: Desk) -> None:
    case_id = desk.open("west-kent", NOT_HIGH | {"upkeep.state": ("awaiting_move",)}, "2026-11-02T10:00")  # type: ignore[dict-item]
    first = {str(e["UID"]): e.decoded("DTSTART") for e in calendar(desk).walk("VEVENT")}
    assert {str(e["UID"]) for e in calendar(desk).walk("VEVENT")} == set(first)
    house = desk.house()
    house.clock.at = at("2026-11-20T10:00")  # type: ignore[attr-defined]
    record_contact(Upkeep(house.world, case_id, "desk"), True, at("2026-11-20T09:00"))
    assert Kept(house, case_id).open_tasks() == {"monthly-contact"}
    house.close()
    (later,) = calendar(desk).walk("VEVENT")
    assert str(later["UID"]) in first and date(2026, 12, 2) in first.values()
    assert later.decoded("DTSTART") == date(2026, 12, 20)
    assert desk.heard("close", case_id, "--agreed").exit_code == 0
    assert list(calendar(desk).walk("VEVENT")) == []
