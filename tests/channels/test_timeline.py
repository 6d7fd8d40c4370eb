"""The timeline of a real Sevenoaks journey: the days that were given as days, and nothing that was worked out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.application.case_so_far import case_so_far
from bot.application.timeline import timeline_of
from bot.application.upkeep import scene_about
from bot.bootstrap import House
from tests.houses import TickingClock, house_at
from tests.talk import Talk

WORDS = "He put his hands round my neck on Tuesday and I couldn't breathe."
Days = dict[str, list[dict[str, Any]]]


@pytest.fixture
def real(tmp_path: Path) -> Iterator[House]:
    """The program on a record of its own, on Monday 23 November 2026."""
    joined = house_at(tmp_path / "data")
    joined.__dict__["clock"] = TickingClock()
    yield joined
    joined.close()


@pytest.fixture
def talk(real: House) -> Talk:
    """A practitioner of Sevenoaks."""
    return Talk(real.take_turn, real.clock.now)


def days_of(real: House, talk: Talk) -> Days:
    """What the page is given, by day."""
    case = real.records.case(talk.reply.case_id)
    found = case_so_far(scene_about(case, real.world, case.practitioner, real.clock.now()))
    return {day["on"]: day["moments"] for day in found["timeline"]}


def labels(moments: list[dict[str, Any]]) -> list[str]:
    return [moment["label"] for moment in moments]


def test_before_anything_was_told_nothing_is_shown(real, talk):
    talk.reach("account")
    assert days_of(real, talk) == {}


def test_words_without_a_day_stand_without_one_as_they_were_said(real, talk):
    talk.reach("account.when", {"account": WORDS})
    days = days_of(real, talk)
    assert list(days) == ["2026-11-23", ""]
    assert labels(days["2026-11-23"]) == ["recorded"]
    (told,) = days[""]
    assert (told["label"], told["text"], told["voice"]) == ("on Tuesday", WORDS, "exact")


def test_words_that_name_no_time_at_all_are_not_left_out(real, talk):
    talk.reach("account.when", {"account": "He broke my phone."})
    assert [(m["label"], m["text"]) for m in days_of(real, talk)[""]] == [("", "He broke my phone.")]


def test_when_it_happened_is_a_day_only_where_a_whole_one_was_typed(real, talk):
    talk.reach("account.when", {"account": WORDS})
    talk.say("Last time on 17 November 2026, and it began in May")
    days = days_of(real, talk)
    assert [m["text"] for m in days["2026-11-17"]] == ["Last time on 17 November 2026, and it began in May"]
    assert not any("-05-" in on for on in days)


def test_a_weekday_that_is_not_that_dates_makes_it_no_day(real, talk):
    talk.reach("account.when", {"account": WORDS})
    talk.say("On Monday 17 November 2026")
    days = days_of(real, talk)
    assert "2026-11-17" not in days
    assert "On Monday 17 November 2026" in [m["text"] for m in days[""]]


def test_the_whole_journey_has_a_picture_of_what_was_given_and_what_is_due(real, talk):
    answers = {
        "account": WORDS,
        "client.born_on": "1 April 1990",
        "history.recent_dash": "yes",
        "history.recent_dash_from": "The police on 2 October 2026",
        "history.recent_dash_permission": "no",
        "history.marac_before": "yes",
        "history.marac_on": "1 March 2026",
        "history.police_callouts": "3",
        "dash_9": "yes",
        "dash_9.due": "14 February 2027",
        "dash_15": "yes",
        "dash_15.when": "last night",
        "actions.follow_up_on": "27 November 2026",
    }
    talk.walk(answers)
    days = days_of(real, talk)
    dated = [on for on in days if on]
    assert dated == sorted(dated) and list(days)[-1] == ""
    assert labels(days["2026-03-01"]) == ["Date of last MARAC"]
    assert labels(days["2026-10-02"]) == ["Recent Dash elsewhere"]
    assert labels(days["2027-02-14"]) == ["baby_due"]
    assert "recorded" in labels(days["2026-11-23"])
    assert labels(days["2026-11-27"]) == ["due_day"]
    assert "Follow up" in days["2026-11-27"][0]["text"]
    undated = {moment["text"]: moment["label"] for moment in days[""]}
    assert undated[WORDS] == "on Tuesday"
    assert undated["last night"] == ""
    assert undated["3"] == "Police call-outs in 12 months"
    assert "1990-04-01" not in days


def test_every_day_was_given_as_that_day_or_is_one_of_the_record_or_the_policy(real, talk):
    talk.reach("actions.follow_up_on", {"account": WORDS, "dash_15": "yes", "dash_15.when": "two weeks ago"})
    case = real.records.case(talk.reply.case_id)
    scene = scene_about(case, real.world, case.practitioner, real.clock.now())
    told = [m for on, moments in timeline_of(scene, []) for m in moments if on]
    assert {m.on for m in told} == {date(2026, 11, 23)}
    assert {m.label for m in told} == {"recorded"}


def test_an_answer_that_is_no_longer_asked_for_leaves_the_timeline(real, talk):
    talk.reach("history.police_callouts", {"history.marac_before": "yes", "history.marac_on": "1 March 2026"})
    assert "2026-03-01" in days_of(real, talk)
    talk.say("back")
    while talk.reply.question != "history.marac_before":
        talk.say("back")
    talk.press("no")
    assert "2026-03-01" not in days_of(real, talk)
