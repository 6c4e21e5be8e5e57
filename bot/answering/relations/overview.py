"""A cooperation as a whole, for questions that ask for no detail: "tell me about", "what is", "info"."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from bot.answering import thresholds as t
from bot.answering.entries import EntryKind
from bot.answering.names import OFFICE, ORGANISATION, PERSON, PLACE, REGION, SUBJECTS
from bot.answering.reading import Reading
from bot.answering.relations.filters import party_regions, within
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import Cooperation, Fact, QuestionKind

TELL = frozenset(
    [
        "ceritakan",
        "cerita",
        "ceritain",
        "rangkum",
        "rangkuman",
        "ringkas",
        "ringkasan",
        "ringkaskan",
        "ringkasannya",
        "rangkumannya",
        "rangkumkan",
        "jelaskan",
        "jelasin",
        "menjelaskan",
        "dijelaskan",
        "gambaran",
        "gambarkan",
        "ulas",
        "summarise",
        "summarize",
        "summary",
        "overview",
        "account",
        "rundown",
        "explain",
        "tell",
        "describe",
        "brief",
        "background",
        *("gist", "nutshell", "recap", "outline", "sketch", "sum", "shortly", "briefly", "lines", "sentences"),
        *("garis", "intinya", "singkatnya", "singkat", "ringkasin", "rangkumin", "gambarin", "uraikan", "paparkan"),
        *("poin", "sekilas", "simpulkan", "terangkan", "jabarkan", "kalimat", "spill", "ikhtisar", "short"),
        *("briefing", "synopsis", "digest", "sinopsis", "kilasan", "ringkasannya", "rangkumkanlah", "laporan"),
    ]
)
"""Words that ask for the whole."""
_ON = frozenset(["tentang", "soal", "info", "informasi", "isi", "seputar", "mengenai", "about"])
"""Words that name a subject, which may be the whole."""
_DOING = frozenset({"ngapain", "ngapainnya", "ngapaen"})
"""As typed: in everyday speech "why" and "doing what" are one word."""
_MANY = frozenset(["mana", "which", "siapa", "saja", "aja", "apa2", "list", "daftar", "sebutkan"]) - {"saja", "aja"}
_WHOLE = frozenset(
    {
        "c:kerja-sama",
        "c:mitra",
        "c:hubungan",
        "c:mou",
        "c:kunjungan",
        "c:pertemuan",
        "c:rencana",
        "c:informasi",
        "c:media",
        "c:acara",
        "c:kota",
        "c:daerah",
        "c:negara",
        "c:provinsi",
        "c:pemerintah",
        "antardaerah",
        "jelas",
        "cerita",
        "ringkas",
        "rangkum",
        "tugas",
        "makalah",
        "gambar",
        "umum",
        "c:jalin",
        "pihak",
        "c:cari",
    }
) - {"c:acara", "c:media"}
"""Terms that ask for no detail of a cooperation."""
_DETAIL = frozenset(
    {"c:bicara", "c:ingin", "c:langkah", "c:bidang", "c:potensi", "c:tujuan", "c:dampak", "c:kutip", "c:kebutuhan"}
)
"""Terms that ask for one side of a cooperation, even where its name has them."""
_NO_DETAIL = frozenset({QuestionKind.APA, QuestionKind.YA_TIDAK, QuestionKind.BAGAIMANA})
_ACCOUNT = _NO_DETAIL | {QuestionKind.MENGAPA}


MATTERS = 2
"""How many matters a question must name that names nobody."""
TOLD = 3
"""How many facts a digest tells."""


def digest(reading: Reading, records: Records) -> Proposal | None:
    """Return what a cooperation tells of a matter of which an account is asked: "the gist of what X wants from Y".

    All that is asked must occur in that cooperation; its best facts on the matter follow its summary.
    """
    if not TELL & set(reading.words) or reading.kinds - _ACCOUNT or reading.keys(PLACE):
        return None
    candidates = [c for c in records.found if c.entry.kind is not EntryKind.GAP]
    if not candidates or not reading.inside:
        return None
    # What is told before the question says whose account is meant, where it does not say so itself.
    named = [m.keys[0] for m in reading.mentions if m.kind in SUBJECTS]
    c = next((o for o in candidates if records.weigher.mentions(o.cooperation, named)), candidates[0]).entry.cooperation
    explained = frozenset(k for g in reading.inside for _, k in g.options if records.weigher.mentions(c.id, (k,)))
    explained |= {"c:terjadi", "c:acara"}  # "what happened when ...": all of it
    if not records.weigher.mentions(c.id, reading.named) or reading.coverage(explained) < t.TOLD:
        return None
    language, content = reading.language, set(reading.content) & explained
    if not reading.named and len(content) < MATTERS:
        return None
    on_it = [o for o in candidates if o.cooperation == c.id and records.weigher.tells_any(o.entry, content)]
    facts = [o.entry.record for o in on_it if isinstance(o.entry.record, Fact)]
    summary = records.composer.summary(c, language, confidence=0.7, question=reading.text)
    told = tuple(records.composer.fact_statement(c, fact, language) for fact in facts[:TOLD])
    notes = tuple(n for fact in facts[:TOLD] for n in records.composer.note(c, fact.discrepancy, language))
    return Proposal(
        "digest",
        replace(summary, items=told, notes=tuple(dict.fromkeys((*summary.notes, *notes)))),
        frozenset(explained),
        certain=reading.coverage(explained) >= t.NEARLY,
    )


def overview(reading: Reading, records: Records) -> Proposal | None:
    """Return the summary of the one cooperation that the question names and asks no detail of."""
    doing = any(w.typed in _DOING for w in reading.query.words) and not set(reading.content) - _WHOLE
    told_of = bool(TELL & set(reading.words)) or doing
    if any(m.kind in (OFFICE, PERSON) and m.in_focus for m in reading.mentions) and not told_of:
        return None
    if (
        reading.kinds - (_NO_DETAIL | {QuestionKind.MENGAPA} if doing else _NO_DETAIL)
        or _MANY & set(reading.words)
        or reading.keys(PLACE)
        or not (reading.named or reading.content)
    ):
        return None
    asked = told_of or (bool(_ON & set(reading.words)) and not any(m.kind == OFFICE for m in reading.mentions))
    content = frozenset(reading.content)
    whole = frozenset({*reading.named, *content})
    if whole <= _WHOLE:
        return None
    alone: bool | None = None  # whether only one cooperation is between those named; the same for all, and costly
    # Of several cities abroad the region around them is named, of which no record need speak.
    for c in records.lookup.about(whole - _WHOLE - {REGION + "asean"}):
        if reading.has("mou") and not c.instruments and not told_of:
            continue  # nothing of the kind is on record
        aliases = records.weigher.alias_keys(c.id)
        # Named as a whole by one of its aliases, or by its parties and nothing but general words.
        alias = not content & _DETAIL and any(
            whole <= a | _WHOLE and a & whole >= (a - _WHOLE) and not _one_region(a - _WHOLE) for a in aliases
        )
        rest = content - _WHOLE
        told = (told_of and rest <= records.weigher.summary_bag(c.id)) or (asked and not rest)
        if alias or (
            _is_parties(records, c, reading, 1 if told_of else 2) and (told or (not rest and _plain(reading)))
        ):
            if alone is None and not alias:
                concerned = records.lookup.about(set(reading.named) - {REGION + "asean"})
                alone = len(list(islice((o for o in concerned if _is_parties(records, o, reading, 1)), 2))) == 1
            if alias or alone:
                answer = records.composer.summary(c, reading.language, confidence=0.9, question=reading.text)
                certain = not rest and (told_of or _plain(reading)) and not (doing and _own_fact(records))
                return Proposal("overview", answer, frozenset({*reading.weights}), certain)
    return None


def _own_fact(records: Records) -> bool:
    """Whether what was done is a fact's own question, so that no account is needed."""
    best = next(iter(records.found), None)
    if best is None or best.entry.kind is not EntryKind.FACT or not records.weigher.tells(best.entry, ("c:acara",)):
        return False
    return min(best.likeness, best.coverage) >= t.VERBATIM


def _plain(reading: Reading) -> bool:
    """Whether nothing is asked but names and general words: "kerja sama Palu Balikpapan"."""
    return not reading.kinds and not any(m.kind == OFFICE for m in reading.mentions) and "ada" not in reading.words


def _one_region(keys: frozenset[str]) -> bool:
    """Whether a name consists of nothing but one region, so that it could mean anything in it."""
    return not keys or (len(keys) == 1 and next(iter(keys)).startswith(REGION))


def _is_parties(records: Records, c: Cooperation, reading: Reading, least: int) -> bool:
    """Whether at least so many names in the question are its parties, and none is anything else."""
    named = frozenset(reading.keys(REGION, ORGANISATION, PERSON))
    if len(named) < least:
        return False
    parties = {REGION + r for r in party_regions(c)} | {
        ORGANISATION + p.organisation for p in c.parties if p.organisation
    }
    beside = named - parties
    if beside and len(named & parties) > 1:
        # Where the two signed makes it no other cooperation: "Kaltim dan Kaltara yang diteken di Tarakan".
        beside -= {REGION + e.region for e in c.events if e.region}
    if beside != {REGION + "asean"}:
        return not beside
    abroad = any(not within(records.knowledge, r, "indonesia") for r in party_regions(c))
    return abroad and len(party_regions(c)) > 2
