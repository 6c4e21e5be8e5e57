"""A made-up knowledge as the folder of files that a bot starts from."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.files import COOPERATIONS, VOCABULARY
from bot.knowledge.model import TABLES, BilingualList, Cooperation, Fact, Knowledge, Person
from bot.knowledge.writing import as_file
from bot.text.folding import fold


class _Seen:
    """Names and questions so far: the rules want each of them once, and chance gives some twice."""

    def __init__(self) -> None:
        self._folded: set[str] = set()

    def first(self, text: str) -> bool:
        """Whether a text has not been seen before; now it has."""
        folded = fold(text)
        new = folded not in self._folded
        self._folded.add(folded)
        return new

    def fact(self, one: Fact) -> Fact:
        """Return a fact without the ways to ask that another has."""
        id_, en = (tuple(filter(self.first, texts)) for texts in (one.questions.id, one.questions.en))
        return one.model_copy(update={"questions": BilingualList.model_construct(id=id_, en=en)})

    def cooperation(self, one: Cooperation) -> Cooperation:
        """Return a cooperation whose facts are asked for in ways of their own."""
        return one.model_copy(update={"facts": tuple(map(self.fact, one.facts))})

    def person(self, one: Person) -> Person:
        """Return a person under a name of their own."""
        return one if self.first(one.name) else one.model_copy(update={"name": f"{one.name} {one.id.upper()}"})


def written(knowledge: Knowledge, folder: Path) -> None:
    """Write every record into the folder."""
    seen = _Seen()
    for name, (table, _) in TABLES.items():
        records = [record for _, record in sorted(getattr(knowledge, table).items())]
        (folder / name).write_bytes(as_file(name, list(map(seen.person, records)) if table == "people" else records))
    (folder / VOCABULARY).write_bytes(as_file(VOCABULARY, knowledge.vocabulary))
    (folder / COOPERATIONS).mkdir()
    for id_, cooperation in knowledge.cooperations.items():
        name = f"{COOPERATIONS}/{id_}.yaml"
        (folder / name).write_bytes(as_file(name, seen.cooperation(cooperation)))
