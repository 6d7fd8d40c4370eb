"""One assessment from a request in JSON: read strictly, assessed by the core, answered as promised."""

import re
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from bot.application.json_requests import Json, object_of, one_of, read_object, refuse, shown
from bot.application.ports import Clock, Deadline, Policies
from bot.safeguarding.assessment import Assessment, as_contract, assess
from bot.safeguarding.conditions import FactValue
from bot.safeguarding.deadlines import due_at, whole_day
from bot.safeguarding.errors import BadRequestError
from bot.safeguarding.facts import item_key, with_groups
from bot.safeguarding.policy import DESTINATIONS, Policy
from bot.safeguarding.working_time import Calendar

ANSWERS = ("yes", "no", "not_known")
CONSENTS = ("given", "refused", "not_asked", "unsafe_to_ask")
SOURCES = ("self", "third_party", "child", "perpetrator", "police", "marac", "contractor", "observation")
OLDEST = 120
MOST_CALL_OUTS = 10_000
MOST_CHILDREN = 100
YEARS = (2000, 2099)
_KEYS = (
    "org",
    "on",
    "source",
    "answers",
    "professional_judgement",
    "police_callouts_12_months",
    "previous_marac",
    "children",
    "adult_needs",
    "perpetrator",
    "consent",
    "safe_to_inform",
)
_GROUPS = ("child", "perpetrator", "consent")


def assess_request(request: Json, policies: Policies, clock: Clock, calendar: Calendar) -> dict[str, Any]:
    """What ``heard assess`` answers to one request.

    Raises BadRequestError, UnknownOrganisationError, PackError.
    """
    on = moment_of_request(request, clock, calendar)
    policy = policies.policy(organisation_of_request(request), on.date())
    facts = facts_of_request(request, policy, on)
    return as_contract(assess(facts, policy, on, calendar))


def read_request(text: str) -> Json:
    """The request that ``text`` holds. Raises BadRequestError where it is not one without doubt."""
    return read_object(text, _KEYS)


def organisation_of_request(request: Json) -> str:
    """The organisation that the request names."""
    org = request.get("org")
    if not isinstance(org, str) or not org:
        raise BadRequestError("org is missing: name the organisation, such as sevenoaks-dc.")
    return org


def moment_of_request(request: Json, clock: Clock, calendar: Calendar, key: str = "on") -> datetime:
    """When the report was made or the question asked, aware, in the calendar's zone; now where ``key`` is left out.

    A time that the clocks jump over in March is refused, for it never was. One that comes twice in October is
    read as the first, so that nothing is due later than it should be.
    """
    if key not in request:
        return clock.now().astimezone(calendar.zone)
    text = request[key]
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", text, re.ASCII):
        refuse(key, text, "a local time without a time zone, such as 2026-11-23T10:00")
    try:
        naive = datetime.fromisoformat(text)
    except ValueError:
        refuse(key, text, "a time that exists, such as 2026-11-23T10:00")
    if not YEARS[0] <= naive.year <= YEARS[1]:
        refuse(key, text, f"a time in the years {YEARS[0]} to {YEARS[1]}")
    return _placed(naive, calendar.zone, key)


def facts_of_request(request: Json, policy: Policy, on: datetime) -> dict[str, FactValue]:
    """The facts that the request gives, under the journey's keys. Raises BadRequestError.

    What is left out was not asked: nothing is put in its place.
    """
    object_of(request, "The request", _KEYS)
    facts: dict[str, FactValue] = {}
    if "source" in request:
        facts["opening.source"] = one_of(request["source"], "source", SOURCES)
    if "safe_to_inform" in request:
        facts["consent.safe_to_inform"] = _claim(request["safe_to_inform"], "safe_to_inform")
    if "police_callouts_12_months" in request:
        name = "police_callouts_12_months"
        facts["history.police_callouts"] = _whole(request[name], name, MOST_CALL_OUTS)
    facts |= _answers(request, policy) | _judgement(request) | _previous_marac(request, on.date())
    facts |= _children(request) | _adult_needs(request) | _perpetrator(request) | _consent(request)
    return with_groups(facts, _GROUPS)


def deadlines_of(assessment: Assessment, on: datetime, calendar: Calendar) -> tuple[Deadline, ...]:
    """The time limits of the assessment's actions and referrals, as the record keeps them."""
    actions = [
        Deadline(a.id, a.text, a.owner, on, due_at(a.due, calendar), whole_day(a.due))
        for a in assessment.actions
        if a.due is not None
    ]
    referrals = [
        Deadline(f"referral.{r.to}", r.reason, "", on, due_at(r.due, calendar), whole_day(r.due))
        for r in assessment.referrals
        if r.due is not None
    ]
    return (*actions, *referrals)


def _answers(request: Json, policy: Policy) -> dict[str, FactValue]:
    numbers = {str(item.number) for item in policy.instrument.items}
    answers = object_of(request.get("answers", {}), "answers", ())
    for number in answers:
        if number not in numbers:
            allowed = f"1 to {len(numbers)}"
            raise BadRequestError(f"answers has no question {shown(number)}: the questions are {allowed}.")
    return {item_key(int(n)): one_of(value, f"answers {n}", ANSWERS) for n, value in answers.items()}


def _judgement(request: Json) -> dict[str, FactValue]:
    if "professional_judgement" not in request:
        return {}
    given = object_of(request["professional_judgement"], "professional_judgement", ("high_risk", "reason"))
    high = given.get("high_risk")
    if not isinstance(high, bool):
        raise BadRequestError("professional_judgement needs high_risk, true or false.")
    reason = given.get("reason", "")
    if not isinstance(reason, str):
        raise BadRequestError("The reason of professional_judgement must be text.")
    found: dict[str, FactValue] = {"judgement.high_risk": "yes" if high else "no"}
    return found | ({"judgement.reason": reason} if reason.strip() else {})


def _previous_marac(request: Json, today: date) -> dict[str, FactValue]:
    if "previous_marac" not in request:
        return {}
    given = object_of(request["previous_marac"], "previous_marac", ("date", "new_incident"))
    facts: dict[str, FactValue] = {"history.marac_before": "yes"}
    if "date" in given:
        facts["history.marac_on"] = _date(given["date"], "previous_marac.date", today)
    if "new_incident" in given:
        facts["history.marac_new_incident"] = _claim(given["new_incident"], "previous_marac.new_incident")
    return facts


def _children(request: Json) -> dict[str, FactValue]:
    if "children" not in request:
        return {}
    children = request["children"]
    if not isinstance(children, list):
        refuse("children", children, "a list, with one object for each child")
    if len(children) > MOST_CHILDREN:
        raise BadRequestError(f"children lists {len(children)}: it can list at most {MOST_CHILDREN}.")
    facts: dict[str, FactValue] = {"children.any": "yes" if children else "no"}
    for number, child in enumerate(children, start=1):
        facts |= _child(child, number)
    return facts


def _child(child: object, number: int) -> dict[str, FactValue]:
    name = f"children {number}"
    given = object_of(child, name, ("age", "in_household", "at_risk_of_significant_harm"))
    facts: dict[str, FactValue] = {}
    if "age" in given:
        facts[f"child.{number}.age"] = _whole(given["age"], f"{name} age", OLDEST)
    if "in_household" in given:
        facts[f"child.{number}.in_household"] = _claim(given["in_household"], f"{name} in_household")
    if "at_risk_of_significant_harm" in given:
        harm = given["at_risk_of_significant_harm"]
        facts[f"child.{number}.harm"] = one_of(harm, f"{name} at_risk_of_significant_harm", ANSWERS)
    return facts


def _adult_needs(request: Json) -> dict[str, FactValue]:
    given = object_of(request.get("adult_needs", {}), "adult_needs", ("care_and_support",))
    return {f"adult.{key}": one_of(value, f"adult_needs.{key}", ANSWERS) for key, value in given.items()}


def _perpetrator(request: Json) -> dict[str, FactValue]:
    keys = {"position_of_trust": "trust", "joint_tenant": "joint_tenant"}
    given = object_of(request.get("perpetrator", {}), "perpetrator", tuple(keys))
    return {f"perpetrator.1.{keys[key]}": _claim(value, f"perpetrator.{key}") for key, value in given.items()}


def _consent(request: Json) -> dict[str, FactValue]:
    given = object_of(request.get("consent", {}), "consent", DESTINATIONS)
    return {f"consent.{to}.given": one_of(value, f"consent.{to}", CONSENTS) for to, value in given.items()}


def _claim(value: object, name: str) -> str:
    if value == "not_known":
        return "not_known"
    if not isinstance(value, bool):
        refuse(name, value, 'true, false or "not_known"')
    return "yes" if value else "no"


def _whole(value: object, name: str, highest: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= highest:
        refuse(name, value, f"a whole number from 0 to {highest}")
    return value


def _date(value: object, name: str, latest: date) -> date:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        refuse(name, value, "a date such as 2026-03-01")
    try:
        found = date.fromisoformat(value)
    except ValueError:
        refuse(name, value, "a date that exists, such as 2026-03-01")
    if found > latest:
        refuse(name, value, f"no later than the report, {latest.isoformat()}")
    return found


def _placed(naive: datetime, zone: tzinfo, key: str) -> datetime:
    local = naive.replace(tzinfo=zone)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        refuse(key, naive.isoformat(timespec="minutes"), "a time that exists: the clocks went forward")
    return local
