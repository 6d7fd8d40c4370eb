"""Which obligations of the source documents are proven, and by which tests.

``python -m tests.repository.obligations`` writes docs/obligations.md from the marks ``obligation(id)`` of the
tests and the ``obligation`` lists of the pack tests and the case tables, and prints the count. Ids, paragraphs
and wording come from docs/obligations.csv; what no program can do is in docs/obligations-for-people.csv.
"""

import ast
import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ruamel.yaml import YAML

from tests.repository.tree import ROOT, tracked

LIST = ROOT / "docs" / "obligations.csv"
FOR_PEOPLE = ROOT / "docs" / "obligations-for-people.csv"
TABLE = ROOT / "docs" / "obligations.md"
_ID = re.compile(r"[A-Z]{3}-[0-9]{3}")
_HEAD = """# Obligations, and the tests that prove them

Written by `make obligations`; do not edit. Each row is an obligation of a source document
(`docs/obligations.csv`). {proven} of {all} are proven by tests that name them; {people} are for people to do,
with the reason why no program can (`docs/obligations-for-people.csv`); {left} are neither. A test that names an
obligation proves what the test says, which may be a part of it.

| document | obligations | proven by a test | for people | neither |
|---|---|---|---|---|
"""


def obligations() -> dict[str, dict[str, str]]:
    """The obligations by id, each with ``document``, ``paragraph`` and ``obligation``."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


def for_people() -> dict[str, str]:
    """What no program can do: the reason by id."""
    with FOR_PEOPLE.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["reason"] for row in csv.DictReader(lines)}


def proofs() -> dict[str, list[str]]:
    """For each id that a test names the tests that name it, in alphabetical order."""
    found: dict[str, set[str]] = {}
    for name, test in (*_marks(), *_pack_cases()):
        found.setdefault(name, set()).add(test)
    return {name: sorted(tests) for name, tests in sorted(found.items())}


def left() -> tuple[str, ...]:
    """The obligations that nothing proves and that are not for people alone."""
    done = proofs().keys() | for_people().keys()
    return tuple(name for name in obligations() if name not in done)


def table() -> str:
    """docs/obligations.md as it should be."""
    rows, proven, people = obligations(), proofs(), for_people()
    counts = {"proven": len(proven), "all": len(rows), "people": len(people), "left": len(left())}
    return "".join([_HEAD.format(**counts), *_counted(rows, proven, people), *_body(rows, proven, people)])


def _counted(rows: dict[str, dict[str, str]], *done: Mapping[str, object]) -> Iterator[str]:
    for document in dict.fromkeys(row["document"] for row in rows.values()):
        ids = [name for name, row in rows.items() if row["document"] == document]
        proven, people = (sum(name in found for name in ids) for found in done)
        yield f"| {document} | {len(ids)} | {proven} | {people} | {len(ids) - proven - people} |\n"


def _body(
    rows: dict[str, dict[str, str]], proven: dict[str, list[str]], people: dict[str, str]
) -> Iterator[str]:
    yield "\n| id | paragraph | obligation | tests, or why it is for people |\n|---|---|---|---|\n"
    for name, row in rows.items():
        tests = "<br>".join(f"`{test}`" for test in proven.get(name, ()))
        shown = tests or people.get(name, "neither yet")
        yield f"| {name} | {row['paragraph']} | {row['obligation'].replace('|', '/')} | {shown} |\n"


def _marks() -> Iterator[tuple[str, str]]:
    for path in tracked():
        if path.parts[0] == "tests" and path.suffix == ".py":
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            assigned = dict(_assigned(tree))
            everywhere = list(_named(assigned["pytestmark"])) if "pytestmark" in assigned else []
            for test in _tests(tree):
                for decorator in test.decorator_list:
                    named = (*_named(decorator), *_named_in_rows(decorator, assigned))
                    yield from ((name, f"{path}::{test.name}") for name in named)
                yield from ((name, f"{path}::{test.name}") for name in everywhere)


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))


def _named_in_rows(decorator: ast.expr, assigned: Mapping[str, ast.expr]) -> Iterator[str]:
    """The ids in a table of rows, where each row of a test is marked with its own: ``obligation(row)``."""
    for loop in (node for node in ast.walk(decorator) if isinstance(node, ast.ListComp)):
        marked = [call for call in _obligation_calls(loop) if any(isinstance(a, ast.Name) for a in call.args)]
        rows = loop.generators[0].iter
        table = assigned.get(rows.id) if isinstance(rows, ast.Name) else rows
        if marked and table is not None:
            words = (node.value for node in ast.walk(table) if isinstance(node, ast.Constant))
            yield from (word for word in words if isinstance(word, str) and _ID.fullmatch(word))


def _tests(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node


def _named(node: ast.expr) -> Iterator[str]:
    """The ids inside every ``pytest.mark.obligation(...)`` of an expression."""
    for call in _obligation_calls(node):
        yield from (
            arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        )


def _obligation_calls(node: ast.expr) -> Iterator[ast.Call]:
    for call in ast.walk(node):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr == "obligation"
        ):
            yield call


def _pack_cases() -> Iterator[tuple[str, str]]:
    for path in tracked():
        of_a_pack = path.parts[0] == "packs" and path.parts[-2] == "tests"
        if of_a_pack or (path.parts[:2] == ("tests", "cases") and path.suffix == ".yml"):
            for case in YAML(typ="safe").load(ROOT / path) or ():
                yield from ((name, f"{path}: {case['name']}") for name in case.get("obligation", ()))


def main(to: Path = TABLE) -> None:
    """Write the table and print how many are proven, by document."""
    to.write_text(table(), encoding="utf-8")
    print("document: obligations, proven by a test, for people, neither")
    for line in _counted(obligations(), proofs(), for_people()):
        document, *counts = line.strip("| \n").split(" | ")
        print(f"{document}: {', '.join(counts)}")
    if left():
        print(f"neither: {' '.join(left())}")


if __name__ == "__main__":
    main()
