"""Which cooperations tell of a matter: "berita mana saja yang menyebut presiden", "which visits were about energy"."""

from __future__ import annotations

from bot.answering import thresholds as t
from bot.answering.candidates import Candidate
from bot.answering.entries import EntryKind
from bot.answering.names import PERSON, REGION, figure
from bot.answering.outcomes import Answer
from bot.answering.reading import Reading
from bot.answering.relations.filters import NOUNS
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import Fact, QuestionKind

TOLD = 0.8
"""Share of the matter that a cooperation must tell of."""
SHOWN = 0.35
"""Share of it that the fact must tell that stands for the cooperation."""
_WHICH = frozenset({"mana", "which", "what"})
_THINGS = frozenset(
    {
        *("berita", "artikel", "laporan", "liputan", "kunjungan", "pertemuan", "sama", "kerjasama", "kolaborasi"),
        *("pihak", "mitra", "tamu", "delegasi", "rombongan", "kesepakatan", "kemitraan", "pemberitaan"),
        *("report", "reports", "article", "articles", "story", "stories", "coverage", "visit", "visits", "meetings"),
        *("meeting", "cooperation", "cooperations", "partnership", "partnerships", "partner", "partners", "guest"),
        *("guests", "deal", "deals", "collaboration", "collaborations", "delegation", "delegations", "news"),
    }
)
"""What is told apart by its matter."""
NEAR = 2
"""Words between the two at most: "berita apa saja yang mana", "which of the visits"."""
_SAID = NOUNS | {
    *("c:kutip", "c:bicara", "c:sambut", "c:kunjungan", "c:tamu", "c:delegasi", "c:kesepakatan", "c:topik"),
    *("c:tentang", "c:singgung", "c:bahas", "c:fokus", "c:pikir"),
}
"""Terms that say that something is told, not what."""
_SIDES = ("luar-negeri", "dalam-negeri")
"""Where partners are is known of every cooperation, whatever its facts tell."""
_FIGURE = frozenset({"c:angka", "c:jumlah", "c:simbol", "c:arti", "c:kepanjangan", "c:sasaran", "lupa", "refer"}) | {
    *("c:beda", "c:media", "c:rencana", "muncul", "makna", "c:makna"),
}
"""Terms that ask what a number stands for."""
_OPEN = frozenset({QuestionKind.APA, QuestionKind.SIAPA, QuestionKind.YA_TIDAK})


def mentioning(reading: Reading, records: Records) -> Proposal | None:
    """Return, of each cooperation that tells of the matter asked about, the fact that says most of it."""
    if reading.kinds - _OPEN or not _asks_which(reading) or reading.keys(PERSON) or reading.has(*_SIDES):
        return None
    found: dict[str, tuple[float, Candidate]] = {}
    for c in records.found:
        if c.entry.kind is EntryKind.FACT and records.weigher.mentions(c.cooperation, reading.keys(REGION)):
            share = _share(reading, records, c)
            if share > found.get(c.cooperation, (0.0,))[0]:
                found[c.cooperation] = share, c
    told = [c for _, c in found.values()]
    # Of one alone a fact tells, unless it is asked which cooperation that is.
    one = len(told) == 1 and told[0].coverage >= t.WHOLE and reading.has("kerja-sama") and not reading.named
    if len(told) < 2 and not one:
        return None
    return Proposal("mentioning", _told(reading, records, told), _whole(reading), certain=one)


def number(reading: Reading, records: Records) -> Proposal | None:
    """Return what a number stands for in each cooperation that tells it, where nothing else is said: "15 itu apa"."""
    numbers = [term.key for term in reading.query.terms if figure(term.key)]
    alone = not reading.named or reading.has("beda")  # of two that are named it is asked what it stands for in each
    if len(numbers) != 1 or not alone or reading.kinds - _OPEN or set(reading.content) - _FIGURE - {numbers[0]}:
        return None
    found: dict[str, Candidate] = {}
    for c in records.found:
        if c.entry.kind is EntryKind.FACT and records.weigher.tells(c.entry, numbers):
            found.setdefault(c.cooperation, c)
    if len(found) < 2:
        return None
    return Proposal("number", _told(reading, records, list(found.values())), _whole(reading), certain=True)


def _whole(reading: Reading) -> frozenset[str]:
    return frozenset(key for group in reading.inside for key, _ in group.keys)


def _told(reading: Reading, records: Records, found: list[Candidate]) -> Answer:
    """Return one fact of each cooperation, under its name."""
    facts = [(c.entry.cooperation, c.entry.record) for c in found if isinstance(c.entry.record, Fact)]
    return records.composer.each(facts, "list.lead", reading.language, confidence=0.8, question=reading.text)


def _asks_which(reading: Reading) -> bool:
    """Whether it is asked which of several things: "berita mana", "which of the visits"."""
    words = reading.words
    for at, word in enumerate(words):
        if word == "mana" and _THINGS & set(words[max(0, at - NEAR) : at]):
            return True
        if word in _WHICH and word != "mana" and _THINGS & set(words[at + 1 : at + 2 + NEAR]):
            return True
    return False


def _share(reading: Reading, records: Records, c: Candidate) -> float:
    """Return how much of the matter a fact tells; 0 where its cooperation as a whole does not tell enough of it."""
    whole = told = shown = 0.0
    for group in reading.inside:
        keys = [key for _, key in group.options]
        if group.keys[0][0] in _SAID or records.weigher.takes_part(c.cooperation, keys):
            continue
        whole += group.weight
        told += group.weight * any(records.weigher.mentions(c.cooperation, (key,)) for key in keys)
        shown += group.weight * records.weigher.tells_any(c.entry, keys)
    return shown / whole if whole and told >= TOLD * whole and shown >= SHOWN * whole else 0.0
