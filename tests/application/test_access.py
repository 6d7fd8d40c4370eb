"""A case is read and gone on with by the practitioner it belongs to, and by a safeguarding lead."""

from collections.abc import Callable

import pytest

from bot.application.access import LEAD, check_may_read, may_read, resume_case
from bot.bootstrap import House
from bot.safeguarding.errors import CaseNotFoundError, NotYoursError
from tests.talk import Talk


def paused_case(talk: Talk) -> str:
    """A case with an account in it, paused at the question after."""
    talk.reach("account.when", {"account": "He said CANARY"})
    talk.say("pause")
    return talk.reply.case_id


def test_its_practitioner_goes_on_at_the_same_question_in_another_conversation(
    talk: Talk, talk_of: Callable[..., Talk], house: House
) -> None:
    case_id = paused_case(talk)
    resume_case(house.records, "later", case_id, talk.practitioner)
    later = talk_of("later")
    later.say("hello")
    assert (later.reply.case_id, later.reply.question) == (case_id, "account.when")
    assert house.records.standing("conversation-1").case is None


def test_nobody_else_goes_on_with_it_and_nothing_changes(talk: Talk, house: House) -> None:
    case_id = paused_case(talk)
    before = house.records.case(case_id)
    for other in ("practitioner-2", "", "PRACTITIONER-1", "practitioner-1 "):
        with pytest.raises(NotYoursError) as refused:
            resume_case(house.records, "theirs", case_id, other)
        assert talk.practitioner not in str(refused.value) and "CANARY" not in str(refused.value)
    assert house.records.standing("theirs").case is None
    open_now = house.records.standing("conversation-1").case
    assert open_now is not None and open_now == before == house.records.case(case_id)


def test_a_case_that_is_not_there_is_not_found_rather_than_refused(house: House) -> None:
    with pytest.raises(CaseNotFoundError):
        resume_case(house.records, "theirs", "nope", "practitioner-1")


def test_a_lead_may_read_every_case_and_a_practitioner_their_own(talk: Talk, house: House) -> None:
    case = house.records.case(paused_case(talk))
    assert may_read(case, "anyone", LEAD) and may_read(case, talk.practitioner)
    assert not may_read(case, "anyone") and not may_read(case, "", "")
    with pytest.raises(NotYoursError):
        check_may_read(case, "anyone", "practitioner")
