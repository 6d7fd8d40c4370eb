"""Requests in JSON, read strictly: what is not allowed is refused by name, in one sentence."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from bot.safeguarding.errors import BadRequestError

Json = Mapping[str, Any]


def read_object(text: str, keys: tuple[str, ...]) -> Json:
    """The request that ``text`` holds. Raises BadRequestError where it is not one JSON object without doubt.

    A key that is not among ``keys``, a key given twice, a number that is none (NaN) and endless nesting are
    refused: each could hide an answer.
    """
    try:
        request = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise BadRequestError(f"This is not JSON: {error.msg}, line {error.lineno}.") from None
    except (RecursionError, ValueError):
        raise BadRequestError("This JSON is nested too deeply or holds a number too long.") from None
    return object_of(request, "The request", keys)


def text_of(request: Json, name: str) -> str:
    """The text under ``name``. Raises BadRequestError where there is none."""
    if name not in request:
        raise BadRequestError(f"{name} is missing: it must be text.")
    if not isinstance(request[name], str):
        refuse(name, request[name], "text")
    return str(request[name])


def object_of(value: object, name: str, keys: tuple[str, ...]) -> Json:
    """``value`` as an object with no other key than ``keys`` (any, where there are none)."""
    if not isinstance(value, dict):
        raise BadRequestError(f"{name} must be an object, not {kind_of(value)}.")
    for key in value:
        if keys and key not in keys:
            raise BadRequestError(f"{name} has no key {shown(key)}: it can have {listed(keys)}.")
    return value


def one_of(value: object, name: str, allowed: tuple[str, ...]) -> str:
    """``value``, one of ``allowed``. Raises BadRequestError."""
    if not isinstance(value, str) or value not in allowed:
        refuse(name, value, listed(tuple(f'"{word}"' for word in allowed), "or"))
    return value


def refuse(name: str, value: object, allowed: str) -> NoReturn:
    """Refuse ``value``, and say what is allowed."""
    raise BadRequestError(f"{name} can't be {shown(value)}: it must be {allowed}.")


def shown(value: object) -> str:
    """What was found, short and on one line; text that is no key or code is cut."""
    if isinstance(value, str):
        return json.dumps(value if len(value) <= 40 else f"{value[:40]}…")
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | float) and abs(value) < 10**15:
        return str(value)
    return kind_of(value)


def kind_of(value: object) -> str:
    """What a value of JSON is, in words."""
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def listed(words: tuple[str, ...], joined: str = "and") -> str:
    """``words`` as a sentence lists them."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joined} {words[-1]}"


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadRequestError(f"The key {shown(key)} is given twice.")
        found[key] = value
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise BadRequestError(f"{name} is not a number that can be used.")
