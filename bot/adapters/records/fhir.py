"""A case's instrument as a FHIR R4 QuestionnaireResponse.

Yes, no and not known are codes of HL7's expanded yes/no indicator; an item that was not asked has no answer,
and says so. Neither is ever a no.
"""

from collections.abc import Sequence
from typing import Any

from bot.safeguarding.answers import Answer
from bot.safeguarding.case import Case, Entry
from bot.safeguarding.policy import Instrument, Item

CODES = "http://terminology.hl7.org/CodeSystem/v2-0532"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_CODED = {Answer.YES: ("Y", "Yes"), Answer.NO: ("N", "No"), Answer.NOT_KNOWN: ("UNK", "Unknown")}


def questionnaire_response(case: Case, instrument: Instrument) -> dict[str, Any]:
    """The resource. ``linkId`` is the item's number; follow-ups nest under the answer as ``15.words``."""
    answered = [case.current[key] for item in instrument.items if (key := _key(item)) in case.current]
    resource: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "identifier": {"value": case.id},
        "questionnaire": f"urn:heard:instrument:{instrument.id}",
        "status": "completed" if case.status == "closed" else "in-progress",
        "authored": max((entry.at for entry in answered), default=case.opened_at).isoformat(),
        "item": [_item(case, item) for item in instrument.items],
    }
    return resource


def _item(case: Case, item: Item) -> dict[str, Any]:
    resource: dict[str, Any] = {"linkId": str(item.number), "text": item.topic}
    state = case.answer(_key(item))
    if state is Answer.NOT_ASKED:
        return resource | {"extension": [{"url": ABSENT, "valueCode": "not-asked"}]}
    code, display = _CODED[state]
    answer: dict[str, Any] = {"valueCoding": {"system": CODES, "code": code, "display": display}}
    follow_ups = _follow_ups(case, item)
    return resource | {"answer": [answer | ({"item": follow_ups} if follow_ups else {})]}


def _follow_ups(case: Case, item: Item) -> list[dict[str, Any]]:
    start = f"{_key(item)}."
    keys = sorted(key for key in case.current if key.startswith(start) and not key.endswith(".done"))
    held = {key: case.all_entries(key) for key in keys}
    return [
        {"linkId": f"{item.number}.{key.removeprefix(start)}", "answer": answers}
        for key in keys
        if (answers := _values(held[key], case.current[key]))
    ]


def _values(entries: Sequence[Entry], latest: Entry) -> list[dict[str, Any]]:
    kept = entries if latest.voice is not None else (latest,)
    return [value for entry in kept for value in _value(entry)]


def _value(entry: Entry) -> list[dict[str, Any]]:
    match entry.value:
        case None | "":
            return [{"valueString": entry.text}] if entry.text else []
        case str(text) if text in tuple(_CODED):
            code, display = _CODED[Answer(text)]
            return [{"valueCoding": {"system": CODES, "code": code, "display": display}}]
        case str(text):
            return [{"valueString": text}]
        case int(number):
            return [{"valueInteger": number}]
        case tuple(ticked):
            return [{"valueString": tick} for tick in ticked]
        case day:
            return [{"valueDate": day.isoformat()}]


def _key(item: Item) -> str:
    return f"dash_{item.number}"
