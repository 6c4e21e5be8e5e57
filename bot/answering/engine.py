"""Answering over one load of the knowledge: reading a question, asking relations and facts, deciding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.answering import thresholds as t
from bot.answering.candidates import Weigher
from bot.answering.choosing import SAYING, Chooser, guessed
from bot.answering.compose import Composer
from bot.answering.decision import Decision
from bot.answering.dialogue import START, Dialogue
from bot.answering.distributing import EACH, apart
from bot.answering.entries import EntryKind, entries
from bot.answering.followups import agrees, complete, picks
from bot.answering.indexing import build
from bot.answering.names import PERSON
from bot.answering.outcomes import Answer, Outcome, Reason, SmallTalk, Talk, Topic, Unknown
from bot.answering.premises import premise
from bot.answering.reading import Reader, Reading
from bot.answering.relations.articles import press
from bot.answering.relations.census import census
from bot.answering.relations.lists import listing
from bot.answering.relations.lookup import Lookup
from bot.answering.relations.mentioning import mentioning, number
from bot.answering.relations.narrowing import Narrowing
from bot.answering.relations.offices import holder, person
from bot.answering.relations.overview import digest, overview
from bot.answering.relations.pairs import between, compare
from bot.answering.relations.parts import part
from bot.answering.relations.proposal import Proposal, Records
from bot.answering.relations.reach import reach
from bot.answering.relations.roles import roles
from bot.answering.relations.sectors import Sectors
from bot.answering.relations.statements import attributed, speakers, statements, voices
from bot.answering.relations.together import together
from bot.answering.relations.visitors import led, ruler, visitors
from bot.answering.several import joined, split
from bot.answering.smalltalk import SmallTalker
from bot.answering.sought import STRICT
from bot.knowledge.model import Knowledge, QuestionKind
from bot.resources.reading import lexicon
from bot.search.query import Origin

RELATIONS: tuple[Callable[[Reading, Records], Proposal | None], ...] = (
    compare,
    reach,
    holder,
    ruler,
    visitors,
    led,
    person,
    roles,
    together,
    part,
    statements,
    speakers,
    voices,
    overview,
    digest,
    between,
    press,
    census,
    listing,
    mentioning,
    number,
)
"""In the order in which they are asked; the one that explains most of the question is taken."""

MORE = frozenset(
    [
        "detail",
        "detailnya",
        "lengkap",
        "lengkapnya",
        "lanjut",
        "jelasin",
        "jelaskan",
        "more",
        "elaborate",
        "details",
        "further",
    ]
)
"""Words that ask for more of what was just talked about."""
POINTING = frozenset({"itu", "tersebut", "tadi", "that", "it", "this", "those", "they", "them"})
"""Words by which a question that names nobody asks on about what was told last."""
LONGEST_JOINED = 240
"""Characters up to which a question may ask the same of several things; a longer one is a story."""
REPEATED = 80
"""Characters up to which a question without an answer is said again."""
_LANGUAGES = frozenset({"english", "inggris", "indonesia", "indonesian"})


class Engine:
    """Answers questions from one load; holds no state of any conversation."""

    def __init__(self, knowledge: Knowledge, *, today: Callable[[], date] = date.today) -> None:
        """Index the knowledge; `today` tells the day that "last year" counts from."""
        self.knowledge = knowledge
        self.entries = entries(knowledge)
        self.index = build(knowledge, self.entries)
        self.reader = Reader(self.index, knowledge.vocabulary, lexicon())
        self._weigher = Weigher(knowledge, self.index, self.reader, self.entries)
        self._composer = Composer(knowledge)
        self._talker = SmallTalker(knowledge.vocabulary, self.index.analyser)
        self._sectors = Sectors(knowledge, self.index)
        self._lookup = Lookup(knowledge, self.index, self.entries)
        self._narrowing = Narrowing(knowledge, self._lookup)
        self._chooser = Chooser(knowledge, self._weigher, self._composer, self._lookup)
        self._today = today

    def answer(self, question: str, dialogue: Dialogue = START, language: str | None = None) -> Outcome:
        """Return the outcome of a message within a conversation; several questions in it get theirs in one.

        `language` is that of the reply where it is not to be that of the question.
        """
        questions = split(question, self.reader)
        if len(questions) < 2:
            return self.explain(question, dialogue, language).outcome
        parts = []
        language = language or self.reader.spoken(question)
        for one in questions:
            parts.append(self.explain(one, dialogue, language).outcome)
            dialogue = dialogue.after(parts[-1])
        return joined(parts, [one if self._repeatable(one) else "" for one in questions])

    def _of_each(self, question: str, decision: Decision, language: str | None) -> Outcome | None:
        """Return what is asked of each of several things, where nothing on record tells it of them together."""
        outcome, reading = decision.outcome, decision.reading
        compared = any(p.outcome is outcome and p.relation == "compare" for p in decision.proposals)
        each = bool(reading.kinds & STRICT) if compared else _set_apart(reading)
        detail = isinstance(outcome, Unknown) and outcome.reason is not Reason.NO_COOPERATION
        together = QuestionKind.YA_TIDAK in reading.kinds or len(reading.keys(PERSON)) > 1  # what two share
        asked = each or (detail and not together)
        if decision.context or not asked or len(question) > LONGEST_JOINED:
            return None
        things = apart(question, self.reader)
        spoken = language or reading.language
        parts = [self._explained(one, START, spoken).outcome for one in things.questions]
        told = [part for part in parts if isinstance(part, Answer)]
        if things.choice and len(told) == 1 and told[0].confidence >= t.WELL:
            return told[0]  # of two that are set against each other, it is the one of whom it is told
        different = {(part.entry, part.lead[0].text) for part in told}
        if len(different) < 2 or len(different) < len(parts):
            return None
        return joined(told, [""] * len(told))

    def _repeatable(self, question: str) -> bool:
        """Whether a question may be said again: short, of known words alone, no order and no insult."""
        words = self.reader.read(question).query.words
        known = all(word.origin is not Origin.UNKNOWN for word in words)
        return len(question) <= REPEATED and known and self._talker.civil([word.word for word in words])

    def explain(self, question: str, dialogue: Dialogue = START, language: str | None = None) -> Decision:
        """Return the outcome of a single question and what led to it."""
        decision = self._explained(question, dialogue, language)
        each = self._of_each(question, decision, language)
        return replace(decision, outcome=each, why="it is asked of each of several things") if each else decision

    def _explained(self, question: str, dialogue: Dialogue, language: str | None) -> Decision:
        for choice in dialogue.readings:
            if question.strip().casefold() == choice.label.casefold():
                question = choice.question
        reading = self.reader.read(question)
        reading = replace(reading, language=language or reading.language)
        talk = self._talker.kind(reading)
        topic = dialogue.topic
        more = talk and talk[0] is Talk.NOTHING and set(reading.words) & MORE
        if more and topic.cooperations and not picks(reading, dialogue):
            told = self._composer.summary(
                self.knowledge.cooperations[topic.cooperations[0]],
                reading.language,
                confidence=0.8,
                question=topic.question,
            )
            return Decision(reading, told, "more was asked of what was talked about")
        again = topic.question and talk and talk[0] is Talk.NOTHING and set(reading.words) & _LANGUAGES
        if talk and not again and not agrees(reading, dialogue) and not picks(reading, dialogue):
            spoken = talk[1] or (reading.language if reading.weights else dialogue.language or reading.language)
            return Decision(reading, SmallTalk(language or spoken, talk[0]), "small talk")
        said = self._said(reading, topic)
        if said is not None:
            return Decision(reading, said, "who said what was told last")
        completed = complete(question, reading, dialogue, self.reader)
        if completed is None:
            return self._each(reading)
        completed_reading = replace(completed.reading, language=language or completed.reading.language)
        decision = self.decide(completed_reading, completed.context)
        topic = replace(decision.outcome.topic, question=completed.root)
        return replace(decision, outcome=replace(decision.outcome, topic=topic))

    def _said(self, reading: Reading, topic: Topic) -> Outcome | None:
        """Return the fact told last once more, where nothing is asked but who said it and it names its speaker."""
        asks = QuestionKind.SIAPA in reading.kinds and reading.has("kutip", "bicara") and not reading.named
        if not asks or set(reading.content) - SAYING or not topic.people or len(topic.facts) != 1:
            return None
        entry = self.entries.get(topic.facts[0])
        if entry is None or entry.kind is not EntryKind.FACT:
            return None
        return self._composer.entry(entry, reading.language, confidence=0.9, question=topic.question)

    def _each(self, reading: Reading) -> Decision:
        """Return the outcome for a question that asks two things of one matter: "kapan dan di mana", "when and who"."""
        kinds = sorted(reading.kinds & STRICT)
        whole = self.decide(reading, ())
        if len(kinds) != 2 or not isinstance(whole.outcome, Answer):
            return whole
        parts = [self.decide(replace(reading, kinds=frozenset({kind})), ()) for kind in kinds]
        if not all(isinstance(p.outcome, Answer) and p.outcome.entry == whole.outcome.entry for p in parts):
            return whole
        outcome = joined([p.outcome for p in parts], [reading.text] * len(parts))
        return replace(whole, outcome=outcome, why=f"two things are asked: {', '.join(kinds)}")

    def decide(self, reading: Reading, context: tuple[str, ...]) -> Decision:
        """Return the outcome of a reading: the relation or the candidate that covers it best, else a refusal."""
        found = self._weigher.candidates(reading, context=context)
        records = Records(
            self.knowledge,
            self._composer,
            self._weigher,
            self._sectors,
            self._lookup,
            self._narrowing,
            self._today(),
            found,
        )
        candidates = attributed(reading, records, found)
        within = [c for c in candidates if c.cooperation in context]
        pointed = bool(POINTING & set(reading.words[reading.focus[0] :])) and not reading.named
        # A name of which nothing that is talked about tells leads away from it.
        here = not reading.named or any(self._weigher.mentions(c, reading.named) for c in context)
        if within and here and (pointed or within[0].confidence >= t.FOLLOWING or candidates[0].confidence < t.SURE):
            candidates = within
        best = candidates[0] if candidates else None
        proposals = [p for r in RELATIONS if (p := r(reading, records)) is not None]
        if context:
            proposals = [p for p in (holder(reading, records, context), statements(reading, records)) if p is not None]
        trace = Decision(
            reading, SmallTalk(reading.language, Talk.NOTHING), "", tuple(proposals), tuple(candidates), context
        )
        if guessed(reading):
            why = "its only word is too far from any that is known"
            return replace(trace, outcome=self._chooser.declined(reading), why=why)
        vague = self._chooser.vague(reading, context, candidates)
        if vague is not None:
            return replace(trace, outcome=vague, why="an office without a place: whose is meant?")
        wrong = premise(reading, records, candidates)
        if wrong is not None:
            return replace(trace, outcome=wrong, why="the records do not bear out what the question takes for granted")
        if proposals:
            enough = [p for p in proposals if p.coverage(reading) >= t.RELATION] or proposals
            proposal = max(enough, key=lambda p: (p.certain, p.coverage(reading), p.several))
            coverage = proposal.coverage(reading)
            if proposal.several and reading.asked_for(proposal.explained):
                coverage = 1.0  # what was told before the question need not be answered
            verbatim = best is not None and min(best.likeness, best.coverage) >= t.VERBATIM
            whole = proposal.several and coverage >= t.WHOLE and not (verbatim and reading.named)
            beaten = (
                best is not None
                and best.confidence >= t.CLARIFY_LONG
                and best.entry.kind in (EntryKind.FACT, EntryKind.GAP, EntryKind.DISCREPANCY)
                and (
                    best.likeness >= (t.OWN if proposal.several else t.OWN_ONE)
                    or (best.confidence > t.ANSWER and best.coverage > coverage + t.BEATEN)
                )
            )
            # A record's own question is never refused for what the structure lacks.
            whether = QuestionKind.YA_TIDAK in reading.kinds and proposal.relation == "linked"
            lacking = proposal.relation in ("linked", "nothing") and isinstance(proposal.outcome, Unknown)
            refused = verbatim and lacking and not whether
            if coverage >= t.RELATION and not refused and (proposal.certain or whole or not beaten):
                return replace(
                    trace,
                    outcome=proposal.outcome,
                    why=f"the relation {proposal.relation} explains {coverage:.2f} >= {t.RELATION}",
                )
        outcome, why = self._chooser.choose(reading, candidates)
        return replace(trace, outcome=outcome, why=why)


def _set_apart(reading: Reading) -> bool:
    """Whether a question asks the same of each of several things, or what sets two of them apart, people excepted."""
    return bool(EACH & set(reading.words)) or (reading.has("beda") and len(reading.keys(PERSON)) < 2)
