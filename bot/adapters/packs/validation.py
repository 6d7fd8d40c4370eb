"""Checks data against a model and words what is wrong as faults, each at its line."""

import re
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.adapters.packs.faults import Fault
from bot.adapters.packs.patterns import CLOCK, KEY, SLUG
from bot.adapters.packs.reading import Path_, Sheet

Model = TypeVar("Model", bound=BaseModel)


def checked(model: type[Model], data: Any, sheet: Sheet, at: Path_, faults: list[Fault]) -> Model | None:
    """``data``, found at ``at`` of ``sheet``, as a ``model``; ``None`` and faults where it is not one."""
    if not isinstance(data, dict):
        faults.append(sheet.fault(at, _shown(data), "a mapping", "write key: value"))
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults.extend(_fault(detail, model, sheet, at) for detail in error.errors(include_url=False))
        return None


def did_you_mean(word: str, allowed: list[str]) -> str:
    """What to do about ``word``, with the nearest allowed word where there is one."""
    near = get_close_matches(word, allowed, n=1)
    return f"write '{near[0]}'" if near else "correct or remove it"


def _fault(detail: ErrorDetails, model: type[BaseModel], sheet: Sheet, at: Path_) -> Fault:
    place: Path_ = (*at, *detail["loc"])
    context: dict[str, Any] = dict(detail.get("ctx") or {})
    if detail["type"] == "condition":
        return sheet.fault((*place, *context["at"]), context["found"], context["allowed"], context["do"])
    if detail["type"] == "extra_forbidden":
        return _unknown_key(place, _keys_at(model, detail["loc"][:-1]), sheet)
    if detail["type"] == "missing":
        return sheet.fault(place, f"no '{place[-1]}'", f"'{place[-1]}' is needed here", "add it")
    return _wrong_value(detail, place, context, sheet)


def _unknown_key(place: Path_, allowed: list[str], sheet: Sheet) -> Fault:
    key = str(place[-1])
    return sheet.fault(place, f"the unknown key '{key}'", ", ".join(allowed), did_you_mean(key, allowed))


def _wrong_value(detail: ErrorDetails, place: Path_, context: dict[str, Any], sheet: Sheet) -> Fault:
    found = _shown(detail["input"])
    if isinstance(detail["input"], bool):
        return sheet.fault(
            place, found, _allowed(detail, context), "quote the word: this is not a truth value"
        )
    return sheet.fault(place, found, _allowed(detail, context), _what_to_do(detail, context))


def _what_to_do(detail: ErrorDetails, context: dict[str, Any]) -> str:
    if detail["type"] == "literal_error" and isinstance(detail["input"], str):
        return did_you_mean(detail["input"], re.findall(r"'([^']+)'", str(context.get("expected", ""))))
    return "correct it"


def _allowed(detail: ErrorDetails, context: dict[str, Any]) -> str:
    if detail["type"] == "literal_error":
        return str(context.get("expected", detail["msg"]))
    if detail["type"] == "string_pattern_mismatch":
        return _PATTERNS.get(context.get("pattern", ""), "text of another form")
    if detail["type"] in _BOUNDS:
        return f"{context.get(_BOUNDS[detail['type']])} or more"
    return _PLAIN.get(detail["type"], detail["msg"])


_BOUNDS = {"greater_than_equal": "ge", "too_short": "min_length"}
_PATTERNS = {
    SLUG: "small letters and digits, joined by - or _",
    KEY: "small letters, digits and _, joined by a full stop",
    CLOCK: "a time such as 09:00, at the latest 24:00",
}


_PLAIN = {
    "string_type": "text (in quotation marks where YAML would read a number, a date or a truth value)",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "date_type": "a date such as 2026-05-01",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "string_too_short": "text that is not empty",
}


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"a bare {str(value).lower()}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return "a mapping" if isinstance(value, dict) else f"'{value}'"


def _keys_at(model: type[BaseModel], place: Path_) -> list[str]:
    holder: Any = model
    for step in place:
        holder = _inside(holder, step)
    inner = _model_in(holder)
    return [f.alias or name for name, f in inner.model_fields.items()] if inner else []


def _inside(holder: Any, step: str | int) -> Any:
    inner = _model_in(holder)
    if isinstance(step, int) or inner is None:
        return holder
    for name, field in inner.model_fields.items():
        if step in (name, field.alias):
            return field.annotation
    return holder


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in get_args(annotation))
    return next((model for model in found if model), None)
