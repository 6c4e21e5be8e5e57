"""Answering: one load of the knowledge, an index over it, and the choice between answering, asking back and declining."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from bot.answering import thresholds as t
from bot.answering.candidates import STRICT, Candidate, Weigher
from bot.answering.compose import Composer
from bot.answering.decision import Decision
from bot.answering.dialogue import Dialogue
from bot.answering.entries import EntryKind, documents, entries
from bot.answering.followups import agrees, complete, ordinal
from bot.answering.names import OFFICE, PLACE, concept_phrases, display, names, ref_of
from bot.answering.outcomes import Answer, Choice, Clarify, Outcome, Reason, SmallTalk, Statement, Talk, Topic, Unknown
from bot.answering.premises import premise
from bot.answering.reading import Reader, Reading
from bot.answering.relations.lists import listing
from bot.answering.relations.lookup import Lookup
from bot.answering.relations.offices import holder, person, title
from bot.answering.relations.overview import overview
from bot.answering.relations.pairs import between, compare, press
from bot.answering.relations.proposal import Proposal, Records
from bot.answering.relations.sectors import Sectors
from bot.answering.several import joined, split
from bot.answering.smalltalk import SmallTalker
from bot.knowledge.model import Fact, Knowledge, QuestionKind
from bot.phrases.table import phrase
from bot.resources.reading import lexicon, places
from bot.search.analysis import Analyser
from bot.search.index import Index
from bot.text.tokens import tokens

RELATIONS: tuple[Callable[[Reading, Records], Proposal | None], ...] = (
    compare,
    holder,
    person,
    overview,
    between,
    press,
    listing,
)
"""In the order in which they are asked; the one that explains most of the question is taken."""

SAYING = frozenset({"c:kutip", "c:bicara", "c:harap", "c:rencana", "c:ingin"})
"""Terms of saying and wanting that fit any office-holder."""

MORE = frozenset(["detail", "detailnya", "lengkap", "lengkapnya", "lanjut", "jelasin", "jelaskan", "more", "elaborate", "details", "further"])
"""Words that ask for more of what was just talked about."""
LISTED = frozenset({"c:langkah", "c:tantangan", "c:sasaran", "c:tujuan", "c:dampak"})
"""What ordinals count."""
_LANGUAGES = frozenset({"english", "inggris", "indonesia", "indonesian"})
_READINGS = frozenset({EntryKind.FACT, EntryKind.SUMMARY})


class Engine:
    """Answers questions from one load; holds no state of any conversation."""

    def __init__(self, knowledge: Knowledge, *, today: Callable[[], date] = date.today) -> None:
        """Index the knowledge; `today` tells the day that "last year" counts from."""
        self.knowledge = knowledge
        vocabulary = knowledge.vocabulary
        words = lexicon()
        self.analyser = Analyser(
            spellings=vocabulary.spellings,
            names=names(knowledge, places()),
            concepts=concept_phrases(knowledge),
            lexicon=words,
        )
        self.entries = entries(knowledge)
        spoken = [w for c in vocabulary.concepts for p in c.words for w in tokens(p)]
        spoken += [w for table in vocabulary.question_words.values() for p in table for w in tokens(p)]
        spoken += [w for table in vocabulary.small_talk.values() for p in table for w in tokens(p)]
        fillers = {w for p in vocabulary.fillers for w in tokens(p)}
        # Of the gazetteer only what people name often is offered for repair: "ngadain" is no slip of Ngada.
        well_known = [
            w
            for p in places()
            if p.kind in ("negara", "provinsi", "kota") and not p.common
            for name in (p.name, *p.aliases)
            for w in tokens(name)
            if len(w) > 5
        ]
        own_names = [w for phrases in names(knowledge, ()).values() for p in phrases for w in tokens(p)]
        self.index = Index(
            documents(knowledge, self.entries),
            self.analyser,
            fillers=fillers,
            lexicon=words,
            extra_words={*spoken, *fillers, *well_known, *own_names},
        )
        self.reader = Reader(self.index, vocabulary, words)
        self._weigher = Weigher(knowledge, self.index, self.reader, self.entries)
        self._composer = Composer(knowledge)
        self._talker = SmallTalker(vocabulary, self.analyser)
        self._sectors = Sectors(knowledge, self.index)
        self._lookup = Lookup(knowledge, self.index, self.entries)
        self._today = today

    def answer(self, question: str, dialogue: Dialogue = Dialogue()) -> Outcome:
        """Return the outcome of a question within a conversation; of several questions in one message, all of theirs in one."""
        questions = split(question, self.reader)
        if len(questions) < 2:
            return self.explain(question, dialogue).outcome
        parts = []
        for part in questions:
            parts.append(self.explain(part, dialogue).outcome)
            dialogue = dialogue.after(parts[-1])
        return joined(parts, questions)

    def explain(self, question: str, dialogue: Dialogue = Dialogue()) -> Decision:
        """Return the outcome of a single question and what led to it."""
        for choice in dialogue.readings:
            if question.strip().casefold() == choice.label.casefold():
                question = choice.question
        reading = self.reader.read(question)
        talk = self._talker.kind(reading)
        topic = dialogue.topic
        if talk and talk[0] is Talk.NOTHING and topic.cooperations and set(reading.words) & MORE:
            told = self._composer.summary(
                self.knowledge.cooperations[topic.cooperations[0]],
                reading.language,
                confidence=0.8,
                question=topic.question,
            )
            return Decision(reading, told, "more was asked of what was talked about")
        again = topic.question and talk and talk[0] is Talk.NOTHING and set(reading.words) & _LANGUAGES
        if talk and not again and not agrees(reading, dialogue):
            language = talk[1] or (reading.language if reading.weights else dialogue.language or reading.language)
            return Decision(reading, SmallTalk(language, talk[0]), "small talk")
        completed = complete(question, reading, dialogue, self.reader)
        if completed is None:
            return self.decide(reading, ())
        return self.decide(completed.reading, completed.context)

    def decide(self, reading: Reading, context: tuple[str, ...]) -> Decision:
        """Return the outcome of a reading: the relation or the candidate that covers it best, else a refusal."""
        records = Records(self.knowledge, self._composer, self._weigher, self._sectors, self._lookup, self._today())
        candidates = self._weigher.candidates(reading, context=context)
        within = [c for c in candidates if c.cooperation in context]
        if within and (within[0].confidence >= t.FOLLOWING or candidates[0].confidence < t.SURE):
            candidates = within
        best = candidates[0] if candidates else None
        proposals = [p for r in RELATIONS if (p := r(reading, records)) is not None]
        if context:
            proposals = [p for p in (holder(reading, records, context),) if p is not None]
        trace = Decision(
            reading, SmallTalk(reading.language, Talk.NOTHING), "", tuple(proposals), tuple(candidates), context
        )
        vague = self._vague(reading, context)
        if vague is not None:
            return replace(trace, outcome=vague, why="an office without a place: whose is meant?")
        wrong = premise(reading, records, best)
        if wrong is not None:
            return replace(trace, outcome=wrong, why="the records do not bear out what the question takes for granted")
        if proposals:
            proposal = max(proposals, key=lambda p: (p.certain, p.coverage(reading)))
            coverage = proposal.coverage(reading)
            whole = proposal.several and coverage >= t.WHOLE
            beaten = (
                best is not None
                and best.entry.kind in (EntryKind.FACT, EntryKind.GAP)
                and (
                    best.likeness >= (t.OWN if proposal.several else t.OWN_ONE)
                    or (best.confidence > t.ANSWER and best.coverage > coverage + t.BEATEN)
                )
            )
            if coverage >= t.RELATION and (proposal.certain or whole or not beaten):
                return replace(
                    trace,
                    outcome=proposal.outcome,
                    why=f"the relation {proposal.relation} explains {coverage:.2f} >= {t.RELATION}",
                )
        outcome, why = self._choose(reading, candidates)
        return replace(trace, outcome=outcome, why=why)

    def _choose(self, reading: Reading, candidates: list[Candidate]) -> tuple[Outcome, str]:
        """Return the outcome that the candidates give, and which threshold decided."""
        if not candidates:
            return self._unknown(reading, None), "nothing was found"
        best = candidates[0]
        nth = ordinal(reading)
        if nth is not None:
            # "Langkah ke-3" asks for an item of the list of steps, not for whatever is most like the words.
            counted = LISTED & reading.weights.keys()
            listed = [
                c
                for c in candidates
                if isinstance(c.entry.record, Fact)
                and len(c.entry.record.items) >= nth > 0
                and counted
                and self._weigher.covers(c.entry, counted)
            ]
            best = max(
                listed,
                key=lambda c: (len(c.entry.record.items) if isinstance(c.entry.record, Fact) else 0, c.rank),
                default=best,
            )
        if best.entry.kind is EntryKind.SUMMARY and best.confidence < t.ANSWER:
            best = next((c for c in candidates[1:4] if c.confidence >= t.ANSWER), best)
        if best.confidence < t.CLARIFY:
            return self._unknown(reading, best), f"confidence {best.confidence:.2f} < {t.CLARIFY}"
        if best.entry.kind is EntryKind.GAP and best.coverage < t.GAP_COVERED:
            best = next((c for c in candidates if c.entry.kind is not EntryKind.GAP), best)
        if best.coverage < t.COVERED:
            return self._unknown(reading, best), f"coverage {best.coverage:.2f} < {t.COVERED}"
        rivals = self._rivals(reading, candidates)
        if len(rivals) > 1:
            return self._clarify(reading, rivals), f"{len(rivals)} cooperations answer as well (rank within {t.CLOSE})"
        if best.confidence < t.ANSWER:
            return self._unknown(reading, best), f"confidence {best.confidence:.2f} < {t.ANSWER}"
        outcome = self._composer.entry(
            best.entry, reading.language, confidence=round(best.confidence, 3), question=reading.text
        )
        if isinstance(outcome, Answer) and reading.doubted and not self._weigher.covers(best.entry, reading.doubted):
            outcome = replace(
                outcome,
                lead=(Statement(phrase(reading.language, "premise.figure"), outcome.lead[0].sources), *outcome.lead),
            )
        if isinstance(outcome, Answer) and nth is not None and outcome.items:
            if 0 < nth <= len(outcome.items):
                return replace(outcome, lead=(outcome.items[nth - 1],), items=()), f"item {nth} of the list"
        if isinstance(outcome, Answer) and best.entry.kind is EntryKind.FACT:
            outcome = replace(outcome, lead=outcome.lead + self._context(reading, best, candidates))
        return outcome, f"confidence {best.confidence:.2f} >= {t.ANSWER}"

    def _context(self, reading: Reading, best: Candidate, candidates: list[Candidate]) -> tuple[Statement, ...]:
        """Return up to two further facts that answer the question almost as well: one where a single detail is asked."""
        detail = bool(reading.kinds & STRICT - {QuestionKind.MENGAPA})
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
                and c.confidence >= t.CLARIFY
            ):
                statement = self._composer.fact_statement(c.entry.cooperation, record, reading.language)
                if all(fuzz.token_set_ratio(statement.text, said) < t.SAID for said in told):
                    found.append(statement)
                    told.append(statement.text)
        return tuple(found[:most])

    def _rivals(self, reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
        """Return the best candidate of each cooperation that is as good as the best one; only for questions that name nobody."""
        best = candidates[0]
        found: dict[str, Candidate] = {}
        for c in candidates:
            near = t.CLOSE if reading.mentions else t.OPEN
            if (
                c.rank >= best.rank * near
                and c.coverage >= max(t.READING, t.CLOSE * best.coverage)
                and c.entry.kind in _READINGS
            ):
                found.setdefault(c.cooperation, c)
        if reading.named and len(reading.named) > 1:
            return [best]
        return list(found.values())[:5]

    def _vague(self, reading: Reading, context: tuple[str, ...]) -> Outcome | None:
        """Return whose mayor is meant as a choice, where a question on what an office-holder said names neither place nor matter."""
        offices = [m for m in reading.mentions if m.kind == OFFICE and m.in_focus]
        if (
            context
            or reading.named
            or len(offices) != 1
            or QuestionKind.SIAPA in reading.kinds
            or set(reading.content) - SAYING
        ):
            return None
        if not set(reading.content):
            return None
        office = self.knowledge.offices[ref_of(offices[0].keys[0])]
        held = [(p, x) for p, x in self._lookup.tenures(office.id) if x.of]
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
