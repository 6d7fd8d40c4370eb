"""What no line of the program does."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.repository.tree import ROOT, modules

_LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
_LOGGERS = frozenset({"log", "_log", "logger", "_logger", "logging"})
_HOLD_WORDS = frozenset({"text", "message", "messages", "words", "value", "turn", "entry", "reply", "account", "body",
                         "answer", "payload", "quote", "case", "tracker", "change", "exc_info", "stack_info"})  # fmt: skip
_HARMLESS_PARTS = frozenset(
    {"id", "case_id", "conversation_id", "message_id", "stage", "rule", "key", "version", "question", "seq"}
)


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in modules("bot"):
        yield path, ast.parse((ROOT / path).read_text(encoding="utf-8"))


def _log_calls() -> Iterator[tuple[Path, ast.Call]]:
    for path, tree in _trees():
        for node in ast.walk(tree):
            if (
                (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in _LEVELS
                )
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in _LOGGERS
            ):
                yield path, node


def _may_hold_words(node: ast.expr) -> bool:
    """Whether an argument is, or reaches into, something that holds what a person typed."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"type", "len"}:
        return False
    if isinstance(node, ast.Attribute):
        return node.attr not in _HARMLESS_PARTS and (node.attr in _HOLD_WORDS or _may_hold_words(node.value))
    if isinstance(node, ast.Name):
        return node.id in _HOLD_WORDS
    return any(_may_hold_words(part) for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))


def test_no_log_line_takes_anything_that_may_hold_a_persons_words() -> None:
    risky = [
        f"{path}:{call.lineno}"
        for path, call in _log_calls()
        if call.func.attr == "exception"  # type: ignore[attr-defined]
        or any(_may_hold_words(argument) for argument in call.args)
        or any(k.arg in {"exc_info", "stack_info"} or _may_hold_words(k.value) for k in call.keywords)
    ]
    assert risky == []


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{path}:{node.lineno}"
        for path, tree in _trees()
        if path.parts[1] != "cli"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_only_settings_reads_the_environment() -> None:
    reading = [
        f"{path}:{node.lineno}"
        for path, tree in _trees()
        if path.name != "settings.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "getenv"
    ]
    assert reading == []


def test_no_test_reads_a_clock_to_judge_how_long_something_took() -> None:
    """What takes how long is measured in benchmarks/: a test that times fails on a busy machine. Work is counted."""
    timing = {"perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "thread_time", "timeit"}
    found = [
        f"{path}:{node.lineno}"
        for path in modules("tests")
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in timing)
        or (isinstance(node, ast.ImportFrom | ast.Import) and {a.name for a in node.names} & timing)
    ]
    assert found == []
