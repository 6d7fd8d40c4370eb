"""Ways of finding the entry that answers a question, compared: `python -m benchmarks.advice`.

On the seen questions of tests/evaluation, each organisation's entries apart, with no refusal: the share where the
entry is first and among three, the time of one answer, what the index holds and how long it takes to build. bm25s
and tantivy are no dependencies of the program: install them beside it to have their lines.

`--left-out [--every N]`: as the program answers, every Nth way of asking found by an entry that lacks it, and what
would be claimed for messages that ask nothing of the policy (data/nlu), by organisation.
"""

import argparse
import importlib.util
import re
import sqlite3
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.adapters.language.learning import Plain, Sentence, learned
from bot.adapters.language.reading import read
from bot.application.advice_index import Index, _piece_counts, _word_counts
from bot.application.advising import ranked_entries
from bot.bootstrap import build
from bot.safeguarding.policy import AdviceEntry
from bot.settings import Settings
from tests.evaluation.figures import sentences

Ranked = Callable[[str], Sequence[int]]
Builder = Callable[[Sequence[AdviceEntry]], Ranked]
AS_AT = date(2026, 11, 25)
FOLDS = 10
TALK = Path("data/nlu")


def main() -> None:
    """Print the table of ways, or what is found of asks that were left out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.advice", description=__doc__)
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--every", type=int, default=10, help="how many messages and asks to pass over")
    asked = parser.parse_args()
    if asked.left_out:
        left_out(asked.every)
    else:
        compare()


def left_out(every: int) -> None:
    """Print, for each organisation, the shares of asks found without themselves, and of talk that gets an entry."""
    policies, talk = build(Settings()).policies, _talk()[::every]
    print(f"{'organisation':16} {'asks':>5} {'top-1':>6} {'top-3':>6} {'refused':>8} {'talk answered':>14}")
    for org in policies.organisations():
        entries = policies.policy(org, AS_AT).advice
        found = [one for fold in range(FOLDS) for one in _without(entries, fold, every)]
        first = sum(ids[:1] == [gold] for gold, ids in found) / len(found)
        among = sum(gold in ids[:3] for gold, ids in found) / len(found)
        refused = sum(not ids for _, ids in found) / len(found)
        claimed = sum(bool(ranked_entries(text, entries)) for text in talk) / len(talk)
        print(f"{org:16} {len(found):5} {first:6.3f} {among:6.3f} {refused:8.3f} {claimed:14.3f}", flush=True)


def _without(entries: tuple[AdviceEntry, ...], fold: int, every: int) -> list[tuple[str, list[str]]]:
    """Every Nth ask of a fold with what is found for it where the fold's asks stand in no entry."""
    kept = tuple(
        replace(entry, asks=tuple(ask for n, ask in enumerate(entry.asks) if n % FOLDS != fold))
        for entry in entries
    )
    asked = [(entry.id, ask) for entry in entries for ask in entry.asks[fold::FOLDS]][::every]
    return [(gold, [entry.id for entry in ranked_entries(ask, kept)]) for gold, ask in asked]


def _talk() -> list[str]:
    """Messages of a conversation that ask nothing of the policy, without their marks."""
    groups = [group for path in sorted(TALK.glob("*.yml")) for group in YAML(typ="safe").load(path)["nlu"]]
    lines = [group["examples"] for group in groups if group.get("intent", "ask_policy") != "ask_policy"]
    texts = [line.removeprefix("- ") for block in lines for line in block.splitlines()]
    return [re.sub(r"\[([^]]*)\][({][^)}]*[)}]", r"\1", text) for text in texts]


def compare() -> None:
    """Print the table, a line for each way."""
    policies = build(Settings()).policies
    asked = [item for item in sentences("seen", "advice") if not item.get("danger") and item["entry"]]
    orgs = {org: policies.policy(org, AS_AT).advice for org in policies.organisations()}
    print(f"{'way':42} {'top-1':>6} {'top-3':>6} {'p50 ms':>7} {'p99 ms':>7} {'MB':>6} {'build s':>8}")
    for name, builder in WAYS.items():
        if (needed := _NEEDS.get(name)) and importlib.util.find_spec(needed) is None:
            print(f"{name:42} {needed} is not installed")
            continue
        print(f"{name:42} {_measured(builder, orgs, asked)}", flush=True)


def _measured(
    builder: Builder, orgs: dict[str, tuple[AdviceEntry, ...]], asked: Sequence[dict[str, Any]]
) -> str:
    first = among = 0
    times: list[float] = []
    started, ways = time.perf_counter(), {org: builder(entries) for org, entries in orgs.items()}
    built = (time.perf_counter() - started) / len(orgs)
    for item in asked:
        gold = item["entry"] if isinstance(item["entry"], list) else [item["entry"]]
        began = time.perf_counter()
        order = ways[item["org"]](item["q"])
        times.append((time.perf_counter() - began) * 1000)
        found = [orgs[item["org"]][n].id for n in order[:3]]
        first, among = first + (found[:1] != [] and found[0] in gold), among + bool({*found} & {*gold})
    times.sort()
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    return f"{first / len(asked):6.3f} {among / len(asked):6.3f} {p50:7.2f} {p99:7.2f} {_held(builder, orgs):6.1f} {built:8.2f}"


def _held(builder: Builder, orgs: dict[str, tuple[AdviceEntry, ...]]) -> float:
    """Megabytes that Python holds for one organisation's index; what C libraries hold beside it is not seen."""
    entries = next(iter(orgs.values()))
    tracemalloc.start()
    kept = builder(entries)
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    return held


def _texts(entry: AdviceEntry) -> list[tuple[str, float]]:
    return [(entry.title, 2.0), (entry.answer, 1.0), *((ask, 1.0) for ask in entry.asks)]


def _document(entry: AdviceEntry) -> str:
    return " . ".join((entry.title, entry.title, *entry.asks, entry.answer))


def _best(scores: Sequence[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda n: (-scores[n], n))


def ours(words: bool = True, pieces: bool = True) -> Builder:
    """The program's own index: words, pieces of words, or both."""

    def builder(entries: Sequence[AdviceEntry]) -> Ranked:
        index = Index([_texts(entry) for entry in entries])
        if words and pieces:
            return lambda question: _best(index.fits(question))
        part, count = (index._words, _word_counts) if words else (index._pieces, _piece_counts)
        return lambda question: _best(part.shares(count(((question, 1.0),), {})))

    return builder


def fts5(tokenizer: str) -> Builder:
    """SQLite's full-text search, a row for each entry, with its BM25."""

    def builder(entries: Sequence[AdviceEntry]) -> Ranked:
        base = sqlite3.connect(":memory:")
        base.execute(f"CREATE VIRTUAL TABLE advice USING fts5(text, tokenize='{tokenizer}')")
        base.executemany(
            "INSERT INTO advice(rowid, text) VALUES (?, ?)",
            [(n, _document(entry)) for n, entry in enumerate(entries, 1)],
        )

        def ranked(question: str) -> list[int]:
            query = " OR ".join(f'"{piece}"' for piece in _pieces(question, tokenizer))
            if not query:
                return []
            rows = base.execute(
                "SELECT rowid FROM advice WHERE advice MATCH ? ORDER BY bm25(advice) LIMIT 3", (query,)
            )
            return [row[0] - 1 for row in rows]

        return ranked

    return builder


def _pieces(question: str, tokenizer: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", question.lower().replace("'", ""))
    if tokenizer != "trigram":
        return words
    return [word[at : at + 3] for word in words for at in range(len(word) - 2)]


def bm25s_of(entries: Sequence[AdviceEntry]) -> Ranked:
    """bm25s with its English stop words."""
    import bm25s

    index = bm25s.BM25()
    corpus = bm25s.tokenize([_document(entry) for entry in entries], stopwords="en", show_progress=False)
    index.index(corpus, show_progress=False)

    def ranked(question: str) -> list[int]:
        tokens = bm25s.tokenize([question], stopwords="en", show_progress=False, return_ids=False)
        return _best(index.get_scores(tokens[0]).tolist()) if tokens[0] else []

    return ranked


def tantivy_of(entries: Sequence[AdviceEntry]) -> Ranked:
    """tantivy with its English stemmer."""
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="en_stem")
    schema.add_integer_field("n", stored=True)
    index = tantivy.Index(schema.build())
    writer = index.writer(heap_size=15_000_000, num_threads=1)
    for n, entry in enumerate(entries):
        writer.add_document(tantivy.Document(text=_document(entry), n=n))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ranked(question: str) -> list[int]:
        words = " ".join(re.findall(r"[a-z0-9]+", question.lower().replace("'", "")))
        hits = searcher.search(index.parse_query(words, ["text"]), 3).hits if words else []
        return [searcher.doc(address)["n"][0] for _, address in hits]

    return ranked


def classifier_of(entries: Sequence[AdviceEntry]) -> Ranked:
    """The learned reader of bot/adapters/language, each entry an outcome: what response selection comes to."""
    reader = learned(
        [Sentence(text, str(n)) for n, entry in enumerate(entries) for text in (*entry.asks, entry.title)],
        {},
        Plain(20.0),
    )

    def ranked(question: str) -> list[int]:
        shares = reader.shares(read(question))
        return _best([shares[str(n)] for n in range(len(entries))])

    return ranked


WAYS: dict[str, Builder] = {
    "SQLite FTS5, unicode61": fts5("unicode61"),
    "SQLite FTS5, porter": fts5("porter unicode61"),
    "SQLite FTS5, trigram": fts5("trigram"),
    "bm25s": bm25s_of,
    "tantivy, en_stem": tantivy_of,
    "own index, words alone": ours(pieces=False),
    "own index, pieces of words alone": ours(words=False),
    "own index, both (in use)": ours(),
    "classifier over the asks": classifier_of,
}
_NEEDS = {"bm25s": "bm25s", "tantivy, en_stem": "tantivy"}


if __name__ == "__main__":
    main()
