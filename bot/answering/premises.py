"""Questions that take something for granted that the records do not bear out, such as a signing that never was."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering import thresholds as t
from bot.answering.candidates import Candidate
from bot.answering.entries import EntryKind
from bot.answering.names import OFFICE, ORGANISATION, PERSON, REGION, ref_of
from bot.answering.outcomes import Outcome, Reason, Topic, Unknown
from bot.answering.reading import Mention, Reading
from bot.answering.relations.filters import party_regions, within
from bot.answering.relations.offices import nobody
from bot.answering.relations.proposal import Records
from bot.answering.relations.stated import TOWARDS, besides
from bot.answering.relations.statements import silent
from bot.knowledge.model import Cooperation, Fact, QuestionKind

_DETAILS = frozenset({QuestionKind.KAPAN, QuestionKind.DI_MANA, QuestionKind.SIAPA})
_BY = frozenset(["oleh", "by", "dari", "from", "dilakukan", "dilakuin", "pihak"])
"""What stands before the one who came."""


_DONE = frozenset(["sudah", "pernah", "telah", "been", "already", "ever", "has", "have", "did", "visited", "went"])
"""Words that ask whether something has come about, not whether it is planned."""


_PLANNED = frozenset(["akan", "akankah", "mau", "ingin", "would", "will", "going", "want", "plan"])


_RETURN = ("c:kunjungan", "c:balas")
"""What a fact on a visit to be returned has."""


_READY = ("c:kunjungan", "c:siap")


def premise(reading: Reading, records: Records, candidates: Sequence[Candidate]) -> Outcome | None:
    """Return a correction of what the question wrongly takes for granted, or None."""
    best = candidates[0] if candidates else None
    return (
        _misplaced(reading, records, candidates)
        or _unsigned(reading, records, best)
        or _other_way(reading, records, candidates)
        or _not_yet(reading, records, candidates)
        or _nobody_else(reading, records)
        or _to_come(reading, records, candidates)
        or silent(reading, records, candidates)
        or (None if best is not None and min(best.likeness, best.coverage) >= t.VERBATIM else nobody(reading, records))
    )


def _misplaced(reading: Reading, records: Records, candidates: Sequence[Candidate]) -> Outcome | None:
    """Return that something is not on record under the name of another place: "Export Center Tarakan"."""
    for m in reading.mentions:
        if m.kind != ORGANISATION or not m.in_focus or len(m.keys) != 1:
            continue
        name = records.knowledge.organisations[ref_of(m.keys[0])].name
        # Word by word: the whole name is that of the organisation alone.
        keys = (key for word in name.id.split() for key in records.weigher.keys(word))
        own = {ref_of(key) for key in keys if key.startswith(REGION)}
        behind = [r for r in reading.mentions if r.kind == REGION and r.start == m.end and len(r.keys) == 1]
        if own and behind and not any(within(records.knowledge, one, ref_of(behind[0].keys[0])) for one in own):
            about = records.lookup.about(m.keys)
            return _nearest(reading, records, about[0], candidates) if about else None
    return None


def _done(reading: Reading) -> bool:
    """Whether a question asks no more than whether something has come about."""
    words = set(reading.words)
    only = reading.kinds <= {QuestionKind.YA_TIDAK} and not set(reading.content) - {"c:kunjungan"}
    return only and bool(words & _DONE) and not words & _PLANNED


def _will(reading: Reading) -> bool:
    """Whether a question asks no more than whether somebody will come somewhere."""
    only = reading.kinds <= {QuestionKind.YA_TIDAK} and set(reading.content) <= {"c:kunjungan"}
    return only and bool(set(reading.words) & _PLANNED)


def _not_yet(reading: Reading, records: Records, candidates: Sequence[Candidate]) -> Outcome | None:
    """Return that it is not known where the question asks whether somebody has been where no event tells of them."""
    places = [m for m in reading.mentions if m.in_focus and m.kind == REGION and len(m.keys) == 1]
    people = reading.keys(PERSON) or _holders(reading, records)
    target = next((m for m in places if m.start and reading.words[m.start - 1] in TOWARDS), None)
    if target is None or not _done(reading):
        return None
    if not people:
        return _never_came(reading, records, candidates, places, target)
    if len(people) != 1:
        return None
    person, place = people[0].removeprefix(PERSON), target.keys[0].removeprefix(REGION)
    homes = {tenure.of for tenure in records.knowledge.people[person].tenures}
    taking_part = [
        c for c in records.lookup.about((people[0], target.keys[0])) if person in {role.person for role in c.people}
    ]
    there = {r for c in taking_part for e in c.events for r in (e.host, e.region) if r and e.host not in homes}
    if not taking_part or place in homes | there or not any(place in party_regions(c) for c in taking_part):
        return None
    return _nearest(reading, records, next(c for c in taking_part if place in party_regions(c)), candidates)


def _never_came(
    reading: Reading, records: Records, candidates: Sequence[Candidate], places: list[Mention], target: Mention
) -> Outcome | None:
    """Return that it is not known whether one party has been to another, where no event tells of either."""
    origin = next((m for m in places if m.end <= target.start), None)
    if origin is None:
        return None
    keys = origin.keys[0], target.keys[0]
    both = {key.removeprefix(REGION) for key in keys}
    found = [c for c in records.lookup.about(keys) if both <= set(party_regions(c))]
    if not found or any(both & {e.visitor, e.host, e.region} for c in found for e in c.events if e.visitor or e.host):
        return None
    return _nearest(reading, records, found[0], candidates)


def _nobody_else(reading: Reading, records: Records) -> Outcome | None:
    """Return that no other partner is recorded where one is asked for besides the only one."""
    left_out = besides(reading)
    kept = set(reading.regions) - left_out
    if not left_out or len(kept) != 1 or not reading.has("mitra", "kerja-sama", "mou"):
        return None
    found = [c for c in records.lookup.about(REGION + r for r in kept) if kept <= set(party_regions(c))]
    if not found or any(not left_out & set(party_regions(c)) for c in found):
        return None
    summary = records.composer.summary(found[0], reading.language, confidence=0.5, question=reading.text)
    return Unknown(
        reading.language,
        Reason.NOT_IN_RECORDS,
        nearest=summary.lead,
        entry=found[0].id,
        topic=summary.topic,
        suggestions=summary.suggestions,
    )


def _to_come(reading: Reading, records: Records, candidates: Sequence[Candidate]) -> Outcome | None:
    """Return the gap that has this question where one asks whether somebody will come: no visit made tells that."""
    target = next((m for m in reading.mentions if m.start and reading.words[m.start - 1] in TOWARDS), None)
    if target is None or target.kind != REGION or not _will(reading) or not reading.content:
        return None
    people = reading.keys(PERSON) or _holders(reading, records, but=target.keys)
    if not people:
        return None
    asked = {*people, target.keys[0], *reading.content}
    same = [o for o in candidates if records.weigher.asks(o.entry, asked)]
    gap = next((o for o in same if o.entry.kind is EntryKind.GAP), None)
    if gap is None or any(o.entry.kind is EntryKind.FACT for o in same):
        return None
    confidence = round(gap.confidence, 3)
    return records.composer.entry(gap.entry, reading.language, confidence=confidence, question=reading.text)


def _holders(reading: Reading, records: Records, but: Sequence[str] = ()) -> tuple[str, ...]:
    """Return who holds the office that the question names in a region that it names, other than those of `but`."""
    held = [tenure for key in reading.keys(OFFICE) for tenure in records.lookup.tenures(ref_of(key))]
    return tuple(PERSON + p.id for p, t in held if t.of in reading.regions and REGION + (t.of or "") not in but)


def _nearest(reading: Reading, records: Records, c: Cooperation, candidates: Sequence[Candidate]) -> Outcome:
    """Return that something is not known, with what a cooperation tells of those named."""
    named = set(reading.named)
    of_it = [o for o in candidates if o.cooperation == c.id and records.weigher.covers(o.entry, named)]
    gap = next((o for o in of_it if o.entry.kind is EntryKind.GAP), None)
    if gap is not None:
        confidence = round(gap.confidence, 3)
        return records.composer.entry(gap.entry, reading.language, confidence=confidence, question=reading.text)
    facts = [o.entry.record for o in of_it if isinstance(o.entry.record, Fact)]
    known = tuple(records.composer.fact_statement(c, f, reading.language) for f in facts[:1])
    topic = Topic((c.id,), question=reading.text)
    return Unknown(reading.language, Reason.NOT_IN_RECORDS, nearest=known, entry=c.id, topic=topic)


def _other_way(reading: Reading, records: Records, candidates: Sequence[Candidate]) -> Outcome | None:
    """Return a correction where the question asks for details of a visit in the direction in which none is recorded."""
    bare = QuestionKind.KAPAN in reading.kinds and not reading.content  # "kapan wali kota Balikpapan ke Kazakhstan?"
    best = candidates[0] if candidates else None
    asks = reading.kinds & (_DETAILS | {QuestionKind.BERAPA})
    done, planned = _done(reading), _will(reading)
    if (
        not (reading.has("kunjungan") or bare or done)
        or not (asks or done or planned)
        or reading.has("lanjut", "balas")
    ):
        return None
    places = [m for m in reading.mentions if m.in_focus and m.kind == REGION and len(m.keys) == 1]
    titles = {m.end for m in reading.mentions if m.kind == OFFICE}  # "the envoy to Kazakhstan" went nowhere by that
    led = (m for m in places if m.start and m.start - 1 not in titles and reading.words[m.start - 1] in TOWARDS)
    target = next(led, None)
    origin = next((m for m in places if target and m.end <= target.start), None)
    origin = origin or next((m for m in places if m is not target and _named_doer(reading, m)), None)
    if target is None or origin is None:
        return None
    came, went = (m.keys[0].removeprefix(REGION) for m in (target, origin))
    for c in records.lookup.about((REGION + came, REGION + went)):
        visits = [e for e in c.events if e.visitor and e.host]
        joined = came in party_regions(c) and went in party_regions(c)
        of_it = [o for o in candidates if o.cooperation == c.id]
        to_return = [o for o in of_it if records.weigher.tells(o.entry, _RETURN)]
        returned = next((o for o in to_return if o.entry.kind is EntryKind.FACT), None)
        if planned and returned is not None:  # what was visited plans to return the visit
            told = round(returned.confidence, 3)
            return records.composer.entry(returned.entry, reading.language, confidence=told, question=reading.text)
        if planned and any(o.likeness >= t.SAME and records.weigher.tells(o.entry, _READY) for o in of_it):
            continue  # or is ready to
        best = to_return[0] if planned and to_return else best
        if joined and any(e.host == went for e in visits) and not any(e.visitor == went for e in visits):
            if best is not None and best.entry.kind is EntryKind.GAP and best.cooperation == c.id:
                return records.composer.entry(
                    best.entry, reading.language, confidence=best.confidence, question=reading.text
                )
            if done or planned:
                return _nearest(reading, records, c, candidates)
            visit = next(e for e in visits if e.host == went)
            known = tuple(
                records.composer.fact_statement(c, f, reading.language)
                for f in c.facts
                if visit.date and {x.source for x in f.sources} & {x.source for x in visit.sources}
            )[:1]
            return Unknown(
                reading.language,
                Reason.NOT_IN_RECORDS,
                nearest=known,
                entry=c.id,
                topic=Topic((c.id,), question=reading.text),
            )
    return None


def _named_doer(reading: Reading, m: Mention) -> bool:
    """Whether a name is that of the one who came: "yang dilakukan Balikpapan", "by Balikpapan", not "drop by X"."""
    before = reading.words[max(0, m.start - 2) : m.start]
    return bool(before) and before[-1] in _BY and not {"drop", "dropped", "stop", "stopped", "swing"} & set(before)


def _unsigned(reading: Reading, records: Records, best: Candidate | None) -> Outcome | None:
    """Return a correction where the question asks when, where or by whom something was signed that is not signed.

    The stage and the instruments of the cooperation decide, not the words of a fact.
    """
    if not reading.has("tanda-tangan") or not reading.kinds & _DETAILS:
        return None
    named = {k for k in reading.named if k.startswith(REGION)}
    if len(named) < 1 or reading.has("rencana"):
        return None
    involved = []
    for c in records.lookup.about(named):
        if named <= {REGION + r for r in party_regions(c)}:
            if c.signed:
                return None
            involved.append(c)
    if not involved:
        return None
    c = involved[0]
    if best is not None and best.entry.kind is EntryKind.GAP and best.cooperation in {x.id for x in involved}:
        return records.composer.entry(best.entry, reading.language, confidence=best.confidence, question=reading.text)
    summary = records.composer.summary(c, reading.language, confidence=0.5, question=reading.text)
    return Unknown(
        reading.language,
        Reason.NOT_SIGNED,
        nearest=summary.lead,
        entry=c.id,
        topic=summary.topic,
        suggestions=summary.suggestions,
    )
