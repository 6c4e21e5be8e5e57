"""Choosing among candidates: an answer with its context, a question back, or an honest refusal."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from bot.answering import thresholds as t
from bot.answering.aside import set_aside
from bot.answering.candidates import MISCOUNTED, Candidate, Weigher
from bot.answering.compose import Composer
from bot.answering.cues import DIFFERING
from bot.answering.entries import EntryKind
from bot.answering.names import OFFICE, PERSON, PLACE, REGION, display, ref_of
from bot.answering.outcomes import Answer, Choice, Clarify, Outcome, Reason, Statement, Topic, Unknown
from bot.answering.reading import Reading
from bot.answering.relations.lookup import Lookup
from bot.answering.relations.offices import title
from bot.answering.sought import STRICT
from bot.knowledge.model import Fact, Knowledge, QuestionKind
from bot.phrases.table import phrase

SAYING = frozenset({"c:kutip", "c:bicara", "c:harap", "c:rencana", "c:ingin"})
"""Terms of saying and wanting that fit any office-holder."""
SEVERAL = frozenset(
    {"saja", "semua", "daftar", "sebutkan", "all", "list", "name", "both", "apasaja", "siapasaja", "every", "several"}
)
"""Words that ask for all of several."""
LISTED = frozenset({"c:langkah", "c:tantangan", "c:sasaran", "c:tujuan", "c:dampak"})
"""What ordinals count."""
WHOSE = frozenset({QuestionKind.SIAPA, QuestionKind.KAPAN, QuestionKind.DI_MANA})
"""Kinds of question whose answer each cooperation has its own of."""
_READINGS = frozenset({EntryKind.FACT, EntryKind.SUMMARY})


def _bare(reading: Reading, best: Candidate) -> bool:
    """Whether a question names nobody and so little else that it could be about any cooperation."""
    inside = [g.weight for g in reading.groups if g.inside]
    return not reading.mentions and 0 < sum(inside) < t.MATTER and best.likeness < t.FITTING and not best.in_context


def guessed(reading: Reading) -> bool:
    """Whether all that a message says is one word, and what it stands for is a bold guess: "passwd" for "passed"."""
    groups, words = reading.groups, reading.query.words
    alone = len(groups) == 1 and not reading.kinds and not reading.mentions
    return alone and all(w.similarity < t.BOLD for w in words[groups[0].start : groups[0].end])


def _disagreeing(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """Return the disagreements of sources first, where it is asked why reports differ."""
    if not (reading.has("media") and DIFFERING & set(reading.words)):
        return candidates
    found = [c for c in candidates if c.entry.kind is EntryKind.DISCREPANCY and c.confidence >= t.CLARIFY]
    return found + [c for c in candidates if c not in found]


def _all_of_them(reading: Reading, candidates: list[Candidate], best: Candidate) -> Candidate:
    """Return the list that answers about as well, where all of several are asked for and the best tells of one."""
    record = best.entry.record
    if not SEVERAL & set(reading.words) or not isinstance(record, Fact) or record.items:
        return best
    lists = (c for c in candidates if isinstance(c.entry.record, Fact) and len(c.entry.record.items) > 1)
    near = (c for c in lists if c.cooperation == best.cooperation and c.rank >= t.LISTED * best.rank)
    return next((c for c in near if c.coverage >= best.coverage), best)


class Chooser:
    """Turns the candidates for a question into an outcome."""

    def __init__(self, knowledge: Knowledge, weigher: Weigher, composer: Composer, lookup: Lookup) -> None:
        """Take the records and what weighs and words them."""
        self.knowledge = knowledge
        self._weigher = weigher
        self._composer = composer
        self._lookup = lookup
        self._speakers = frozenset(f.speaker for c in knowledge.cooperations.values() for f in c.facts if f.speaker)

    def choose(self, reading: Reading, candidates: list[Candidate]) -> tuple[Outcome, str]:
        """Return the outcome that the candidates give, and which threshold decided."""
        if not candidates:
            return self._unknown(reading, None), "nothing was found"
        needed, readings = (t.ANSWER, t.CLARIFY) if len(reading.inside) < t.LONG else (t.ANSWER_LONG, t.CLARIFY_LONG)
        if not reading.mentions and len(reading.inside) < t.LONG:
            needed = max(needed, t.ANSWER_NAMELESS)
        if candidates[0].in_context:
            needed, readings = min(needed, t.ANSWER_LEANING), min(readings, t.ANSWER_LEANING)
        candidates = _disagreeing(reading, candidates)
        places = reading.places
        best = self._listed(reading, candidates, max(places)) if places else candidates[0]
        if best.confidence < needed <= candidates[0].confidence:
            best, places = candidates[0], ()  # "langkah pertamanya apa": a fact of its own tells of it
        if best.entry.kind is EntryKind.SUMMARY and best.confidence < needed:
            best = next((c for c in candidates[1:4] if c.confidence >= needed), best)
        if best.confidence < readings:
            return self._unknown(reading, best), f"confidence {best.confidence:.2f} < {readings}"
        if best.entry.kind is EntryKind.GAP and best.coverage < t.GAP_COVERED:
            best = next((c for c in candidates if c.entry.kind is not EntryKind.GAP), best)
        if best.coverage < t.COVERED:
            return self._unknown(reading, best), f"coverage {best.coverage:.2f} < {t.COVERED}"
        best = _all_of_them(reading, candidates, self._missing(candidates, self._elsewhere(candidates, best)))
        rivals = self._rivals(reading, candidates) if not _bare(reading, best) else self._matters(reading, candidates)
        if len(rivals) > 1 and (not places or best is candidates[0]):  # what is counted out is a list's, not another's
            return self._clarify(reading, rivals), f"{len(rivals)} cooperations answer as well (rank within {t.CLOSE})"
        if best.confidence < needed:
            return self._unknown(reading, best), f"confidence {best.confidence:.2f} < {needed}"
        if self._only_aside(reading, best):
            return self._unknown(reading, None), "nobody is told but whom the question sets aside"
        each = self._each(reading, candidates, best) if not places else ()
        if len(each) > 1:
            return self._told(reading, each), f"{len(each)} cooperations answer all of it, and nothing tells them apart"
        outcome = self._composer.entry(
            best.entry, reading.language, confidence=round(best.confidence, 3), question=reading.text
        )
        if isinstance(outcome, Answer) and reading.doubted and not self._weigher.covers(best.entry, reading.doubted):
            people = any(key.startswith(PERSON) for key in reading.doubted)
            if people and not self._weigher.people(best.entry):
                return self._unknown(reading, None), "somebody is asked about of whom nothing is told"
            other = phrase(reading.language, "premise.person" if people else "premise.figure")
            outcome = replace(outcome, lead=(Statement(other, outcome.lead[0].sources), *outcome.lead))
        if isinstance(outcome, Answer) and places:
            listed = bool(LISTED & reading.weights.keys())
            at = [len(outcome.items) if listed and place == -1 else place for place in places]
            told = tuple(outcome.items[n - 1] for n in at if 0 < n <= len(outcome.items))
            if told:
                return replace(outcome, lead=told, items=()), f"items {places} of the list"
        who = self._weigher.people(best.entry)
        asked = QuestionKind.SIAPA in reading.kinds and not reading.keys(PERSON)
        if isinstance(outcome, Answer) and asked and len(who) == 1 and best.confidence >= t.SAME:
            # Whoever was asked for is who "beliau" is next.
            outcome = replace(outcome, topic=replace(outcome.topic, people=tuple(map(ref_of, who))))
        if isinstance(outcome, Answer) and best.entry.kind is EntryKind.FACT:
            outcome = replace(outcome, lead=outcome.lead + self._context(reading, best, candidates))
        return outcome, f"confidence {best.confidence:.2f} >= {needed}"

    def _only_aside(self, reading: Reading, best: Candidate) -> bool:
        """Whether a fact names nobody but people of the question, who is asked for besides one of them: "selain X"."""
        aside = set_aside(reading.words, ())
        besides = any(m.kind == PERSON and not aside.isdisjoint(range(m.start, m.end)) for m in reading.mentions)
        if not besides or QuestionKind.SIAPA not in reading.kinds:
            return False
        asked = {key for m in reading.mentions for key in m.keys}
        return not self._weigher.people(best.entry) - asked

    def _elsewhere(self, candidates: list[Candidate], best: Candidate) -> Candidate:
        """Return the gap that says why, where a fact lacks a name of the question: the centre "in Tarakan"."""
        if all(name != "name elsewhere" for name, _ in best.factors):
            return best
        gaps = (c for c in candidates if c.entry.kind is EntryKind.GAP and c.cooperation == best.cooperation)
        return next((c for c in gaps if c.likeness >= t.VERBATIM and c.coverage > best.coverage), best)

    def _missing(self, candidates: list[Candidate], best: Candidate) -> Candidate:
        """Return the gap that has all that is asked, where the fact that is most like it lacks a part."""
        if best.entry.kind is not EntryKind.FACT or min(best.coverage, best.likeness) >= t.VERBATIM:
            return best
        same = [c for c in candidates if c.entry.kind is EntryKind.GAP and c.cooperation == best.cooperation]
        exact = next((c for c in same if min(c.coverage, c.likeness) >= t.VERBATIM), None)
        if exact is not None or best.coverage >= t.NEARLY:
            return exact or best
        whole = (c for c in same if c.coverage >= t.WHOLE and c.likeness >= t.CLOSE * best.likeness)
        return next((c for c in whole if c.confidence >= t.ANSWER), best)

    def _listed(self, reading: Reading, candidates: list[Candidate], last: int) -> Candidate:
        """Return the longest list of what the question counts: "langkah ke-3" asks for an item of the list of steps."""
        counted = LISTED & reading.weights.keys()
        found = [
            (len(c.entry.record.items), c.rank, c)
            for c in candidates
            if isinstance(c.entry.record, Fact)
            and len(c.entry.record.items) >= max(last, 1)
            and counted
            and self._weigher.covers(c.entry, counted)
        ]
        return max(found, key=lambda f: f[:2])[2] if found else candidates[0]

    def _context(self, reading: Reading, best: Candidate, candidates: list[Candidate]) -> tuple[Statement, ...]:
        """Return up to two further facts that answer almost as well: one where a single detail is surely answered."""
        detail = bool(reading.kinds & STRICT - {QuestionKind.MENGAPA}) and best.confidence >= t.UNSURE
        share, most = (t.CONTEXT_DETAIL, 1) if detail else (t.CONTEXT, 2)
        found: list[Statement] = []
        assert isinstance(best.entry.record, Fact)
        told = [self._composer.fact_statement(best.entry.cooperation, best.entry.record, reading.language).text]
        for c in candidates:
            record = c.entry.record
            if (
                c.entry.id != best.entry.id
                and c.cooperation == best.cooperation
                and isinstance(record, Fact)
                and c.rank >= share * best.rank
                and c.confidence >= t.CLARIFY_LONG
            ):
                statement = self._composer.fact_statement(c.entry.cooperation, record, reading.language)
                if all(fuzz.token_set_ratio(statement.text, said) < t.SAID for said in told):
                    found.append(statement)
                    told.append(statement.text)
        return tuple(found[:most])

    def _rivals(self, reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
        """Return the candidates of other cooperations that are as good as the best, for questions that name nobody."""
        best = candidates[0]
        found: dict[str, Candidate] = {}
        for c in candidates:
            near = t.CLOSE if reading.mentions else t.OPEN
            if (
                c.rank >= best.rank * near
                and c.coverage >= max(t.READING, t.CLOSE * best.coverage)
                and c.entry.kind in _READINGS
                and all(name != MISCOUNTED for name, _ in c.factors)
            ):
                found.setdefault(c.cooperation, c)
        if reading.named and len(reading.named) > 1:
            return [best]
        return list(found.values())[:5]

    def _each(self, reading: Reading, candidates: list[Candidate], best: Candidate) -> tuple[Candidate, ...]:
        """Return the facts of several cooperations that answer a detail of which the question does not say whose.

        "Who led the delegation to Balikpapan?" names one party of many: any delegation's leader is an answer.
        """
        if (
            not reading.kinds & WHOSE
            or best.in_context
            or not reading.content
            or best.likeness >= t.VERBATIM
            or not all(key.startswith(REGION) for key in reading.named)
        ):
            return ()
        found: dict[str, Candidate] = {}
        for c in candidates:
            if c.entry.kind is EntryKind.FACT and not c.factors and c.coverage >= t.WHOLE and c.confidence >= t.WELL:
                found.setdefault(c.cooperation, c)
        return tuple(found.values()) if best.cooperation in found else ()

    def _told(self, reading: Reading, each: tuple[Candidate, ...]) -> Answer:
        """Return one fact of each cooperation, under its name."""
        facts = [(c.entry.cooperation, c.entry.record) for c in each if isinstance(c.entry.record, Fact)]
        confidence = round(each[0].confidence, 3)
        return self._composer.each(facts, "several.fit", reading.language, confidence=confidence, question=reading.text)

    def _matters(self, reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
        """Return the best candidate of each cooperation that has the one matter asked about."""
        found: dict[str, Candidate] = {}
        for c in candidates:
            asked = all(name != "kind" for name, _ in c.factors)
            if asked and c.entry.kind in _READINGS and self._weigher.covers(c.entry, reading.content):
                found.setdefault(c.cooperation, c)
        return list(found.values())[:5]

    def declined(self, reading: Reading) -> Outcome:
        """Return that nothing is known of what is asked."""
        return self._unknown(reading, None)

    def vague(self, reading: Reading, context: tuple[str, ...], candidates: list[Candidate]) -> Outcome | None:
        """Return whose mayor is meant as a choice, where it is asked what one said, and several said so."""
        offices = [m for m in reading.mentions if m.kind == OFFICE and m.in_focus]
        if (
            context
            or reading.keys(PERSON, PLACE)
            or len(offices) != 1
            or QuestionKind.SIAPA in reading.kinds
            or not SAYING & set(reading.content)
        ):
            return None
        speakers, matter = self._speakers, {*reading.content, *reading.named} - SAYING
        if matter:
            telling = [
                c for c in candidates if c.confidence >= t.CLARIFY and self._weigher.mentions(c.cooperation, matter)
            ]
            speakers = frozenset(r.speaker for c in telling if isinstance(r := c.entry.record, Fact) and r.speaker)
        office = self.knowledge.offices[ref_of(offices[0].keys[0])]
        if any(REGION + x.of in reading.named for _, x in self._lookup.tenures(office.id) if x.of):
            return None
        # Only those are offered of whom the records tell something said.
        held = [(p, x) for p, x in self._lookup.tenures(office.id) if x.of and p.id in speakers]
        if len(held) < 2:
            return None
        choices = []
        for p, x in held[:5]:
            label = f"{title(self.knowledge, x, reading.language)}: {p.name}"
            choices.append(Choice(label, f"{reading.text.rstrip(' .?!')} {p.name}?"))
        return Clarify(reading.language, tuple(choices), topic=Topic(items=tuple(choices), question=reading.text))

    def _clarify(self, reading: Reading, rivals: list[Candidate]) -> Outcome:
        choices = []
        for c in rivals:
            questions = c.entry.questions[reading.language]
            label = (
                questions[0]
                if questions and c.entry.kind is not EntryKind.SUMMARY
                else c.entry.cooperation.name[reading.language]
            )
            choices.append(Choice(label, label))
        return Clarify(reading.language, tuple(choices), topic=Topic(items=tuple(choices), question=reading.text))

    def _unknown(self, reading: Reading, best: Candidate | None) -> Outcome:
        foreign = reading.keys(PLACE)
        subject = display(self.knowledge, foreign[0], reading.language) if foreign else ""
        about = best is not None and best.confidence >= t.NEAR and not subject
        if about and best is not None:
            statement: tuple[Statement, ...] = ()
            c = best.entry.cooperation
            if best.entry.kind is EntryKind.GAP:
                return self._composer.entry(
                    best.entry, reading.language, confidence=round(best.confidence, 3), question=reading.text
                )
            return Unknown(
                reading.language,
                Reason.NO_DETAIL,
                nearest=statement,
                entry=c.id,
                confidence=round(best.confidence, 3),
                suggestions=self._composer.related(c, (), reading.language),
                topic=Topic((c.id,), question=reading.text),
            )
        known = any(m.kind != OFFICE for m in reading.mentions)
        reason = Reason.NOT_IN_RECORDS if known or reading.has("kerja-sama", "mou", "kunjungan") else Reason.OFF_TOPIC
        return Unknown(reading.language, reason, subject=subject, topic=Topic(question=reading.text))
