"""Measures the search floor alone against its peers on public Indonesian retrieval sets.

    python -m tests.bench.public FOLDER [--only facqa]

FOLDER holds facqa/ and faq_entries/, each with corpus.jsonl, queries.jsonl, queries.typo.jsonl and
queries.typo_heavy.jsonl. Weights were chosen by the queries of the split `dev`; both splits are shown.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bot.answering.names import concept_phrases
from bot.knowledge.loading import load
from bot.resources.reading import lexicon
from bot.search.analysis import Analyser
from bot.search.index import Document, Index
from tests.bench import contenders
from tests.bench.contenders import Unit
from tests.bench.machine import described, median_and_p99, timed

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
SETS = ("facqa", "faq_entries")
VARIANTS = {"clean": "queries.jsonl", "typo": "queries.typo.jsonl", "heavy": "queries.typo_heavy.jsonl"}
DEPTH = 10


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def units(folder: Path) -> list[Unit]:
    """Return the documents of a set: passages as answers, entries with their ways to ask."""
    return [
        Unit(row.get("entry", row["id"]), tuple(row.get("variants", ())), row.get("answer", row["text"]))
        for row in rows(folder / "corpus.jsonl")
    ]


def simpul(documents: Sequence[Unit]) -> contenders.Find:
    """Return the search floor as the bot uses it: its vocabulary and lexicon, but none of its names."""
    knowledge = load(KNOWLEDGE)
    vocabulary, known = knowledge.vocabulary, lexicon()
    fillers = {word for word in vocabulary.fillers if " " not in word}
    analyser = Analyser(
        spellings=vocabulary.spellings,
        names={},
        concepts=concept_phrases(knowledge),
        lexicon=known,
        empty=(phrase for phrase in vocabulary.fillers if " " in phrase),
        fillers=fillers,
    )
    index = Index([Document(u.id, u.questions, u.answer) for u in documents], analyser, fillers=fillers, lexicon=known)
    numbers = {unit.id: number for number, unit in enumerate(documents)}
    return lambda query, limit: [(numbers[hit.id], hit.score) for hit in index.search(query, limit=limit)]


def measured(
    find: contenders.Find, documents: Sequence[Unit], queries: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return rank (0 is first, None past the tenth), split and milliseconds of each query."""
    result = []
    for query in queries:
        found, milliseconds = timed(partial(find, query["text"], DEPTH))
        ids = [documents[at].id for at, _ in found]
        rank = next((at for at, id_ in enumerate(ids) if id_ in query["relevant"]), None)
        result.append({"rank": rank, "split": query["split"], "ms": milliseconds})
    return result


def shown(results: Sequence[dict[str, Any]]) -> str:
    """Return recall@1, recall@5 and MRR@10 of all queries, then recall@1 of each split."""

    def share(test: Callable[[dict[str, Any]], float], of: Sequence[dict[str, Any]]) -> float:
        return 100 * sum(test(r) for r in of) / len(of)

    splits = [[r for r in results if r["split"] == name] for name in ("dev", "test")]
    first = [share(lambda r: r["rank"] == 0, split) for split in splits]
    return (
        f"{share(lambda r: r['rank'] == 0, results):5.1f} {share(lambda r: r['rank'] in range(5), results):5.1f} "
        f"{share(lambda r: 0 if r['rank'] is None else 1 / (r['rank'] + 1), results):5.1f}   "
        f"{first[0]:5.1f} {first[1]:5.1f}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=SETS)
    parser.add_argument("--without-peers", action="store_true")
    arguments = parser.parse_args()
    print(described())
    print(f"{'':44} r@1   r@5   mrr    dev  test r@1     ms   p99  (building)")
    for name in [arguments.only] if arguments.only else SETS:
        documents = units(arguments.folder / name)
        builders = {"Simpul": simpul} | ({} if arguments.without_peers else dict(contenders.available()))
        for label, build in builders.items():
            find, building = timed(partial(build, documents))
            for variant, file in VARIANTS.items():
                results = measured(find, documents, rows(arguments.folder / name / file))
                middle, late = median_and_p99([r["ms"] for r in results])
                took = f"{middle:6.2f} {late:6.2f}  ({building / 1e3:.1f} s)"
                print(f"{name:12}{variant:6}{label:26.26}{shown(results)}  {took}", flush=True)


if __name__ == "__main__":
    main()
