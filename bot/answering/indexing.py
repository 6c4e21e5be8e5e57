"""From one load of the knowledge to the index over it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answering.entries import Entry, documents
from bot.answering.names import PLACE, concept_phrases, kind_of, names
from bot.knowledge.model import Knowledge
from bot.resources.reading import lexicon, places
from bot.search.analysis import Analyser
from bot.search.index import Index
from bot.text.tokens import tokens

LONG = 5
"""Letters that a name of the gazetteer must exceed to be offered for a typo."""


def build(knowledge: Knowledge, entries: Mapping[str, Entry]) -> Index:
    """Return the index over all entries, with every name and concept known to it."""
    vocabulary = knowledge.vocabulary
    words = lexicon()
    named = names(knowledge, places(), words)
    fillers = {p for p in vocabulary.fillers if " " not in p}
    analyser = Analyser(
        spellings=vocabulary.spellings,
        names=named,
        concepts=concept_phrases(knowledge),
        lexicon=words,
        empty=(p for p in vocabulary.fillers if " " in p),
        fillers=fillers,
    )
    spoken = [w for c in vocabulary.concepts for p in c.words for w in tokens(p)]
    spoken += [w for table in vocabulary.question_words.values() for p in table for w in tokens(p)]
    spoken += [w for table in vocabulary.small_talk.values() for p in table for w in tokens(p)]
    # Of the gazetteer only what people name often is offered for repair: "ngadain" is no slip of Ngada.
    well_known = [
        w
        for p in places()
        if p.kind in ("negara", "provinsi", "kota") and not p.common
        for name in (p.name, *p.aliases)
        for w in tokens(name)
        if len(w) > LONG
    ]
    own = (phrases for key, phrases in named.items() if kind_of(key) != PLACE)
    own_names = [w for phrases in own for p in phrases for w in tokens(p)]
    return Index(
        documents(knowledge, entries),
        analyser,
        fillers=fillers,
        lexicon=words,
        extra_words={*spoken, *fillers, *well_known, *own_names},
    )
