"""YAML files as plain values, with the line of every value.

YAML's own guesses are not used: a bare ``yes`` or ``no`` is refused, a date must exist, ``true`` and
``false`` are the only truth values, and a number is a whole number. Everything else is text. The parser is
libyaml's, which keeps the line of each node, so that nothing has to be read twice.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from bot.adapters.packs.faults import Fault

Path_ = tuple[str | int, ...]
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_AMBIGUOUS = frozenset({"yes", "no", "on", "off", "y", "n"})
_YAML = "tag:yaml.org,2002:"
_KINDS = frozenset("null bool int float str timestamp seq map merge value".split())
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: ``data`` as read, and the line of each value by its path of keys and positions."""

    file: str
    data: Any
    lines: Mapping[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int:
        """The line of the value at ``path``, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def place_of(self, path: Path_, key: str, word: str | None = None) -> Path_:
        """The first place at or under ``path`` that is called ``key`` (and says ``word``); else ``path``."""
        for place in self.lines:
            if (
                place[: len(path)] == path
                and place[-1:] == (key,)
                and word in (None, *_words(self._at(place)))
            ):
                return place
        return path

    def _at(self, path: Path_) -> Any:
        data = self.data
        for step in path:
            data = data[step]
        return data

    def fault(self, path: Path_, found: str, allowed: str, do: str) -> Fault:
        """A fault at ``path`` of this file."""
        return Fault(self.file, self.line(path), found, allowed, do)


def _words(data: Any) -> list[str]:
    return [str(one) for one in (data if isinstance(data, list) else [data])]


def read_sheet(path: Path, shown: str, faults: list[Fault]) -> Sheet | None:
    """The file at ``path``, named ``shown`` in faults; ``None`` where it is not YAML or not text."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.append(Fault(shown, line, "bytes that are not UTF-8", "UTF-8 text", "save the file as UTF-8"))
        return None
    return read_text(text, shown, faults)


def read_text(text: str, shown: str, faults: list[Fault]) -> Sheet | None:
    """The YAML in ``text`` as a sheet named ``shown``."""
    try:
        node = yaml.compose(text, Loader=_PARSER)
    except yaml.YAMLError as error:
        faults.append(_broken(error, text, shown))
        return None
    if node is None:
        faults.append(Fault(shown, 1, "an empty file", "a mapping", "write the rule, or delete the file"))
        return None
    reader = _Reader(shown, faults)
    return Sheet(shown, reader.value(node, ()), reader.lines)


def _broken(error: Any, text: str, shown: str) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
    written = [*text.splitlines(), ""][line - 1 : line]
    if any("\t" in part[: len(part) - len(part.lstrip())] for part in written):
        return Fault(
            shown, line, "a tab at the start of the line", "spaces", "put spaces in place of the tab"
        )
    problem = getattr(error, "problem", None) or "a character that YAML does not allow"
    return Fault(shown, line, str(problem), "YAML", "correct the line or the one above")


class _Reader:
    """Turns nodes into values, noting lines, and faults as it meets them."""

    def __init__(self, shown: str, faults: list[Fault]) -> None:
        self.shown = shown
        self.faults = faults
        self.lines: dict[Path_, int] = {}
        self.seen: set[int] = set()

    def value(self, node: Any, path: Path_, key_node: Any = None) -> Any:
        """The value of ``node``, whose place in the file is ``path``, under ``key_node`` in a mapping."""
        self.lines[path] = node.start_mark.line + 1
        if node.tag != "!" and node.tag.removeprefix(_YAML) not in _KINDS:
            self._fault(node, f"the tag {node.tag.replace(_YAML, '!!')}", "plain YAML", "remove the tag")
        if node.id == "scalar":
            return self._scalar(node)
        if id(node) in self.seen:
            self._fault(key_node or node, "an anchor used again", "values written out", "write the value out")
            return None
        self.seen.add(id(node))
        return self._mapping(node, path) if node.id == "mapping" else self._sequence(node, path)

    def _sequence(self, node: Any, path: Path_) -> list[Any]:
        return [self.value(item, (*path, n)) for n, item in enumerate(node.value)]

    def _mapping(self, node: Any, path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in found:
                self._fault(key_node, f"'{key}' twice", "each key once", "keep one of the two")
            value = self.value(value_node, (*path, key), key_node)
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            found[key] = value
        return found

    def _key(self, node: Any) -> str:
        if node.id != "scalar":
            self._fault(node, "a key that is not a word", "words as keys", "write the key as a word")
            return ""
        if not node.style and node.value.lower() in {"yes", "no"}:
            self._bare(node)
        return str(node.value)

    def _scalar(self, node: Any) -> str | int | bool | date | None:
        text: str = node.value
        if node.style:
            return text
        if text.lower() in _AMBIGUOUS:
            self._bare(node)
        if text in {"", "~", "null"}:
            return None
        if text in _TRUTH:
            return _TRUTH[text]
        if _WHOLE.match(text):
            return int(text)
        return self._date(node, text)

    def _date(self, node: Any, text: str) -> str | date:
        found = _DATE.match(text)
        if not found:
            return text
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            self._fault(
                node, f"the date {text}, which does not exist", "a date of the calendar", "correct it"
            )
            return date.min

    def _bare(self, node: Any) -> None:
        self._fault(
            node,
            f"a bare {node.value}",
            f'"{node.value}" in quotation marks',
            "quote it: many YAML readers take the bare word for true or false, and an answer is a word",
        )

    def _fault(self, node: Any, found: str, allowed: str, do: str) -> None:
        self.faults.append(Fault(self.shown, node.start_mark.line + 1, found, allowed, do))
