"""Which obligations of the source documents are proven, and by which tests.

``python -m tests.repository.obligations`` writes docs/obligations.md from the marks ``obligation(id)`` of the
tests and the ``obligation`` lists of the pack tests; ids, paragraphs and wording come from docs/obligations.csv.
"""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from tests.repository.tree import ROOT, tracked

LIST = ROOT / "docs" / "obligations.csv"
TABLE = ROOT / "docs" / "obligations.md"
_HEAD = """# Obligations, and the tests that prove them

Written by `make obligations`; do not edit. Each row is an obligation of a source document
(`docs/obligations.csv`) that at least one test names. {proven} of {all} are named so far; the others are
either not built yet or not proven by a test that says so. A test that names an obligation proves what the
test says, which may be a part of it.

| document | obligations | named by a test |
|---|---|---|
"""


def obligations() -> dict[str, dict[str, str]]:
    """The obligations by id, each with ``document``, ``paragraph`` and ``obligation``."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


def proofs() -> dict[str, list[str]]:
    """For each id that a test names the tests that name it, in alphabetical order."""
    found: dict[str, set[str]] = {}
    for name, test in (*_marks(), *_pack_cases()):
        found.setdefault(name, set()).add(test)
    return {name: sorted(tests) for name, tests in sorted(found.items())}


def table() -> str:
    """docs/obligations.md as it should be."""
    rows, proven = obligations(), proofs()
    return "".join(
        [_HEAD.format(proven=len(proven.keys() & rows.keys()), all=len(rows)), *_body(rows, proven)]
    )


def _body(rows: dict[str, dict[str, str]], proven: dict[str, list[str]]) -> Iterator[str]:
    for document in dict.fromkeys(row["document"] for row in rows.values()):
        ids = [name for name, row in rows.items() if row["document"] == document]
        yield f"| {document} | {len(ids)} | {sum(name in proven for name in ids)} |\n"
    yield "\n| id | paragraph | obligation | tests |\n|---|---|---|---|\n"
    for name, row in rows.items():
        if name in proven:
            tests = "<br>".join(f"`{test}`" for test in proven[name])
            yield f"| {name} | {row['paragraph']} | {row['obligation'].replace('|', '/')} | {tests} |\n"


def _marks() -> Iterator[tuple[str, str]]:
    for path in tracked():
        if path.parts[0] == "tests" and path.suffix == ".py":
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            everywhere = [
                mark for node in tree.body if isinstance(node, ast.Assign) for mark in _named(node.value)
            ]
            for test in _tests(tree):
                for decorator in test.decorator_list:
                    yield from ((name, f"{path}::{test.name}") for name in _named(decorator))
                yield from ((name, f"{path}::{test.name}") for name in everywhere)


def _tests(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node


def _named(node: ast.expr) -> Iterator[str]:
    """The ids inside every ``pytest.mark.obligation(...)`` of an expression."""
    for call in ast.walk(node):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr == "obligation"
        ):
            yield from (
                arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )


def _pack_cases() -> Iterator[tuple[str, str]]:
    for path in tracked():
        if path.parts[0] == "packs" and path.parts[-2] == "tests":
            for case in YAML(typ="safe").load(ROOT / path) or ():
                yield from ((name, f"{path}: {case['name']}") for name in case["obligation"])


def main(to: Path = TABLE) -> None:
    """Write the table."""
    to.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
