"""Is there cooperation between two; two cooperations side by side; who reports on one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import islice

from bot.answering import thresholds as t
from bot.answering.compose import ids
from bot.answering.cues import DIFFERING
from bot.answering.names import OFFICE, ORGANISATION, PLACE, REGION, display, ref_of
from bot.answering.outcomes import Answer, Choice, Reason, Statement, Topic, Unknown
from bot.answering.reading import Reading
from bot.answering.relations.filters import NOUNS, party_regions, within
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import Cooperation, QuestionKind
from bot.phrases.dates import long_date
from bot.phrases.table import phrase

_PLAIN = frozenset(
    {
        "c:kerja-sama",
        "c:hubungan",
        "c:mitra",
        "c:mou",
        "c:kunjungan",
        "c:kota",
        "c:daerah",
        "c:tanda-tangan",
        "c:pertemuan",
        "jalan",
    }
)
"""Terms that ask for no more than whether two have to do with each other."""
_JOINED = ("kerja-sama", "hubungan", "mitra", "mou", "tanda-tangan")
_SAID = frozenset({"c:kutip", "c:bicara"})
_AREA = frozenset({"daerah", "kota", "mana", "which", "cities", "regions"})
COMPARED = 2_000
"""How many cooperations of each name are looked at for two to compare; of very many the first are as good as any."""
ALIKE = 8
"""How many of them are looked at that share the same names."""
EACH = frozenset({"masing", "each", "vs", "versus", "both"})
"""Words that ask for the same of several."""
_FIRST = frozenset({"first", "earlier", "duluan", "dulu", "dahulu", "pertama"})
_WHICH = frozenset({"mana", "which"})
_BETWEEN = frozenset({"antara", "between"})
_JOINING = frozenset({"and", "dan", "sama", "terus", "sedangkan"})
_CHOICE, _OR = frozenset({"dulu", "duluan", "first"}), frozenset({"atau", "or", "apa"})
"""Words that ask to choose between two, not whether they work together."""


def between(reading: Reading, records: Records) -> Proposal | None:
    """Return what the records hold on the two that a question names; that there is nothing, where there is nothing."""
    named = reading.keys(REGION, ORGANISATION, PLACE)
    if (
        len(named) != 2
        or {REGION + "indonesia", REGION + "asean"} & set(named)
        or reading.has("beda", "urutan")
        or _chooses(reading)
    ):
        return None
    language = reading.language
    joining = (c for c in records.lookup.about(named) if _joins(records, c, named))
    found = list(islice(joining, 2))  # more need not be known
    subject = _subject(reading, records, named)
    if not found:
        mentioning = [c for c in records.lookup.about(named) if records.weigher.mentions(c.id, named)]
        if mentioning:
            return _linked(reading, records, mentioning, named)
        if reading.kinds - {QuestionKind.YA_TIDAK, QuestionKind.APA} and not reading.has(*_JOINED):
            return None  # who received both is asked of each, not of what they do together
        unknown = Unknown(language, Reason.NO_COOPERATION, subject=subject, topic=Topic(question=reading.text))
        return Proposal("between", unknown, frozenset(reading.weights), certain=True)
    if len(found) > 1 and {"mana", "saja", "siapa", "which", "all"} & set(reading.words):
        return None
    if not reading.has("kerja-sama", "hubungan", "mitra") or reading.kinds - {QuestionKind.YA_TIDAK, QuestionKind.APA}:
        return None
    c = found[0]
    parties = party_regions(c)
    wider = [k for k in named if k.startswith(REGION) and ref_of(k) not in parties and not _country(records, k)]
    if wider and (len(found) > 1 or _AREA & set(reading.words)):
        return None  # "daerah di Sulawesi" asks which of them
    if wider:
        name = display(records.knowledge, wider[0], language)
        text = phrase(
            language, "between.wider", wider=name, cooperation=c.name[language], stage=records.stage(c, language)
        )
        near = Statement(text, ids(c.sources))
        told = Unknown(
            language,
            Reason.NO_COOPERATION,
            subject=subject,
            nearest=(near,),
            entry=c.id,
            topic=Topic((c.id,), question=reading.text),
        )
        return Proposal("between", told, frozenset({*named, *_PLAIN}))
    text = phrase(
        language, "between.yes", parties=subject, cooperation=c.name[language], stage=records.stage(c, language)
    )
    lead = Statement(text, ids(c.sources))
    summary = records.composer.summary(c, language, confidence=0.9, question=reading.text)
    answer = Answer(
        language,
        (lead, *summary.lead),
        notes=summary.notes,
        entry=c.id,
        confidence=0.9,
        suggestions=summary.suggestions,
        topic=summary.topic,
    )
    return Proposal("between", answer, frozenset({*named, *_PLAIN}))


def _chooses(reading: Reading) -> bool:
    """Whether one of two is to be chosen: "Palu atau Parepare"; not "Palu dan Parepare bekerja sama atau tidak"."""
    names = [m for m in reading.mentions if m.in_focus]
    apart = reading.words[min(m.end for m in names) : max(m.start for m in names)]
    return bool(_CHOICE & set(reading.words) or _OR & set(apart))


def _country(records: Records, key: str) -> bool:
    """Whether a region is a country abroad: working with one of its cities is working with it."""
    region = records.knowledge.regions[ref_of(key)]
    return region.kind == "negara" and region.id != "indonesia"


def _linked(
    reading: Reading, records: Records, mentioning: list[Cooperation], named: tuple[str, ...]
) -> Proposal | None:
    """Return the facts that name both of two that no cooperation joins, where nothing but their link is asked."""
    linked = reading.has("hubungan")
    asks = (linked or reading.has("kerja-sama", "mitra")) and not set(reading.content) - _PLAIN
    if not asks or reading.kinds - {QuestionKind.YA_TIDAK, QuestionKind.APA} or REGION + "ibu-kota-nusantara" in named:
        return None
    language, explained = reading.language, frozenset({*named, *_PLAIN})
    for c in mentioning:
        facts = [f for f in c.facts if records.weigher.telling.names(c, f, named)]
        if facts and linked:
            answer = records.composer.fact(c, facts[0], language, confidence=0.8, question=reading.text)
            more = tuple(records.composer.fact_statement(c, f, language) for f in facts[1:2])
            return Proposal("linked", replace(answer, lead=answer.lead + more), explained, certain=True)
        if facts:
            # One is told of the other, but that is no cooperation of the two.
            near = (records.composer.fact_statement(c, facts[0], language),)
            subject, topic = _subject(reading, records, named), Topic((c.id,), question=reading.text)
            reason = Reason.NO_COOPERATION
            told = Unknown(language, reason, subject=subject, nearest=near, entry=c.id, topic=topic)
            return Proposal("linked", told, explained, certain=True)
    if linked:
        return None
    subject, topic = _subject(reading, records, named), Topic(question=reading.text)
    return Proposal("linked", Unknown(language, Reason.NO_COOPERATION, subject=subject, topic=topic), explained)


def _joins(records: Records, c: Cooperation, named: tuple[str, ...]) -> bool:
    for key in named:
        ref = ref_of(key)
        if key.startswith(REGION) and not any(within(records.knowledge, p, ref) for p in party_regions(c)):
            return False
        if key.startswith(ORGANISATION) and ref not in [p.ref for p in c.parties]:
            return False
        if key.startswith(PLACE):
            return False
    return True


def _subject(reading: Reading, records: Records, named: tuple[str, ...]) -> str:
    joint = " and " if reading.language == "en" else " dan "
    return joint.join(display(records.knowledge, k, reading.language) for k in named)


def compare(reading: Reading, records: Records) -> Proposal | None:
    """Return two cooperations side by side."""
    if reading.has("media") and not _earlier(reading):
        return None  # that reports differ is no difference of two cooperations
    against = _against(reading)
    if not (_differ(reading) or _earlier(reading) or against):
        asked = EACH & set(reading.words) and "other" not in reading.words
        return _inside(reading, records) if asked else None
    one = {*reading.named, *(reading.keys(OFFICE) if _earlier(reading) else ())}
    if any(one <= _own(c) for c in records.lookup.about(reading.named)):
        return None if against else _inside(reading, records) or _each(reading, records)
    pair = _two(reading, records)
    if pair is None:
        return None if against else _inside(reading, records) or _each(reading, records)
    language = reading.language
    items = []
    for c in pair:
        items.append(_side(reading, records, c))
    joint = " and " if language == "en" else " dan "
    lead = Statement(phrase(language, "compare.lead", names=joint.join(c.name[language] for c in pair)))
    if _earlier(reading):
        lead = _first(records, pair, language) or lead
    notes = {n.text: n for c in pair for e in c.events for n in records.composer.note(c, e.discrepancy, language)}
    topic = Topic(
        tuple(c.id for c in pair),
        items=tuple(Choice(c.name[language], c.name[language]) for c in pair),
        question=reading.text,
    )
    answer = Answer(language, (lead,), tuple(items), notes=tuple(notes.values()), confidence=0.85, topic=topic)
    return Proposal("compare", answer, frozenset(reading.weights))


def _differ(reading: Reading) -> bool:
    """Whether a question asks what sets two apart, in a word that is no bold guess: "dioper" is not "differ"."""
    found = (g for g in reading.groups if any(key == "c:beda" for key, _ in g.keys))
    words = reading.query.words
    return any(all(w.similarity >= t.BOLD for w in words[g.start : g.end]) for g in found)


def _against(reading: Reading) -> bool:
    """Whether a question sets two against each other: "antara X sama Y, mana yang ...", "which X and which Y"."""
    which = sum(word in _WHICH for word in reading.words)
    return bool(_BETWEEN & set(reading.words) and which) or (which > 1 and bool(_JOINING & set(reading.words)))


def _earlier(reading: Reading) -> bool:
    """Whether a question asks which of two came first."""
    words = set(reading.words)
    return reading.has("urutan") or bool(words & _FIRST and words & {"or", "atau"})


def _side(reading: Reading, records: Records, c: Cooperation) -> Statement:
    """Return one cooperation in a comparison: parties, stage, date, fields, and what is asked of it or its aim."""
    language = reading.language
    best = records.weigher.telling.best_fact(reading, c, frozenset({"c:beda", *reading.named}), need=True)
    best = best or records.weigher.telling.aim(c)
    told = records.composer.fact_statement(c, best, language) if best else None
    text = phrase(
        language,
        "compare.item",
        name=c.name[language],
        parties=", ".join(dict.fromkeys(records.knowledge.name_of(p.ref)[language] for p in c.parties)),
        stage=records.stage(c, language),
        date=records.whence(c, language),
        sectors=", ".join(records.knowledge.sectors[s].name[language] for s in c.sectors),
        fact=told.text if told else "",
    ).strip()
    dated = [x for e in c.events if e.date for x in e.sources]
    sources = dict.fromkeys((*ids((*c.sources, *dated)), *(told.sources if told else ())))
    return Statement(text, tuple(sources))


def _first(records: Records, pair: tuple[Cooperation, Cooperation], language: str) -> Statement | None:
    """Return which of two came first, by the days that the sources give."""
    days = [(records.dated(c), c) for c in pair]
    if any(day is None for day, _ in days) or days[0][0] == days[1][0]:
        return None
    day, c = min(days, key=lambda d: d[0] or date.max)
    assert day is not None
    event = next((e for e in c.events if e.date == day), None)
    name = event.name[language] if event else c.name[language]
    return Statement(
        phrase(language, "order.first", name=name, date=long_date(day, language)),
        ids((*c.sources, *(event.sources if event else ()))),
    )


def _own(c: Cooperation) -> set[str]:
    return {REGION + r for r in party_regions(c)} | {ORGANISATION + p.organisation for p in c.parties if p.organisation}


def _acting(c: Cooperation) -> set[str]:
    return {REGION + p.region for p in c.parties if p.region and not p.prospective}


def _inside(reading: Reading, records: Records) -> Proposal | None:
    """Return what one cooperation says of each of those that are compared within it, such as two model cities."""
    if len(reading.named) < 2:
        return None
    language = reading.language
    for c in records.lookup.about(reading.named):
        compared = tuple(k for k in reading.named if k not in _acting(c))  # "in the eyes of Palu"
        facts = records.weigher.telling.alike(reading, c, compared) if len(compared) > 1 else ()
        if facts:
            items = tuple(records.composer.fact_statement(c, f, language) for f in facts)
            lead = Statement(phrase(language, "compare.lead", names=_subject(reading, records, compared)))
            answer = Answer(
                language, (lead,), items, entry=c.id, confidence=0.8, topic=Topic((c.id,), question=reading.text)
            )
            places = all(key.startswith(REGION) for key in compared)
            return Proposal("compare", answer, frozenset(reading.weights), certain=places)
    return None


def _each(reading: Reading, records: Records) -> Proposal | None:
    """Return what is told of the same matter of each name, wherever: "apa beda ambisi Palu sama ambisi Balikpapan"."""
    matter = frozenset(reading.content) - {"c:beda"} - NOUNS - _SAID
    if len(reading.named) != 2 or not matter or DIFFERING & set(reading.words):
        return None
    if any(c.coverage >= t.WHOLE and not c.factors for c in records.found[:1]):
        return None  # one fact tells it of both
    told = []
    for name in reading.named:
        both, alone = records.lookup.about(reading.named), records.lookup.about((name,))[:COMPARED]
        found = records.weigher.telling.told_of(name, matter, both) or records.weigher.telling.told_of(
            name, matter, alone
        )
        if found is None:
            return None
        told.append((records.knowledge.cooperations[found[0]], found[1]))
    if told[0][1] == told[1][1]:
        return None
    language = reading.language
    items = tuple(records.composer.fact_statement(c, f, language) for c, f in told)
    lead = Statement(phrase(language, "compare.lead", names=_subject(reading, records, reading.named)))
    topic = Topic(tuple(dict.fromkeys(c.id for c, _ in told)), question=reading.text)
    answer = Answer(language, (lead,), items, confidence=0.8, topic=topic)
    return Proposal("compare", answer, frozenset(reading.weights))


def _two(reading: Reading, records: Records) -> tuple[Cooperation, Cooperation] | None:
    """Return the two cooperations that a comparison names: those that together share most of its names."""
    earlier = _earlier(reading)
    held = reading.keys(OFFICE) if earlier else ()  # "kunjungan dubes": the office tells which visit is meant
    named = {*reading.named, *held}
    scored = []
    visited = reading.has("kunjungan", "pertemuan") or earlier
    looked_at: Counter[frozenset[str]] = Counter()  # of very many that share the same names, the first will do
    asean = REGION + "asean" in named
    about = records.lookup.about(()) if asean else records.lookup.about_any(named, COMPARED)
    # A visit is compared with a visit: a cooperation with one comes before a mere plan of the same region.
    for c in sorted(
        about, key=lambda c: visited and not any(e.visitor or e.kind == "penandatanganan" for e in c.events)
    ):
        own = _own(c)
        wide = own | {
            REGION + r
            for r in ("asean",)
            if any(
                records.knowledge.regions[p].kind == "kota" and not within(records.knowledge, p, "indonesia")
                for p in party_regions(c)
            )
        }
        if held:
            wide |= {OFFICE + role.office for role in c.people if role.office}
        shared = named & wide
        if shared and looked_at[frozenset(shared)] < ALIKE:
            looked_at[frozenset(shared)] += 1
            scored.append((c, shared))
    best: tuple[int, tuple[Cooperation, Cooperation]] | None = None
    for i, (a, in_a) in enumerate(scored):
        for b, in_b in scored[i + 1 :]:
            # Those with a partner in common are more worth comparing.
            score = len(in_a | in_b) * 20 + 2 * (len(in_a) + len(in_b)) + bool((_own(a) & _own(b)) - named)
            if in_a - in_b and in_b - in_a and (best is None or score > best[0]):
                best = score, (a, b)
    if best is None:
        return None
    a, b = best[1]
    first = {k: i for i, k in enumerate((*reading.named, *held))}
    rank = {c.id: min((first[k] for k in s), default=9) for c, s in scored}
    return (a, b) if rank[a.id] <= rank[b.id] else (b, a)
