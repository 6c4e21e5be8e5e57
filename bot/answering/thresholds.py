"""Every number that decides between answering, asking back and declining.

Chosen on the development questions (`tests/questions/dev.jsonl` and `own.jsonl`, clean and with two typos each), by
sweeping each alone around the value kept. `python -m tests.bench.ablation` shows what each mechanism gives.
"""

from __future__ import annotations

ANSWER = 0.50
"""Confidence from which a candidate is an answer."""
CLARIFY = 0.42
"""Confidence from which several candidates of different cooperations are offered as readings."""
LONG = 5
"""Stretches of meaning from which a question is long: more of its words are talk that no record need have."""
ANSWER_LONG, CLARIFY_LONG = 0.42, 0.38
"""The same two for a long question. Of candidates between 0.40 and 0.50, 82 % were right there, 40 % in short ones."""
ANSWER_NAMELESS = 0.56
"""The same for a question that names nobody and no place: it may well be about something else altogether."""
ANSWER_LEANING = 0.40
"""The same for what the conversation is about, in a question that leans on it: who talks on leaves much unsaid."""
CLOSE = 0.92
"""Share of the best rank at which another cooperation's candidate counts as a reading of its own."""

COVERAGE, LIKENESS = 0.6, 0.4
"""Parts of the confidence in a candidate: how much of the question it contains, how like a known way to ask it is."""

WRONG_KIND = 0.70
"""Factor for a candidate that is not asked with the question's kind of question word (who, where, why)."""
WRONG_FIGURE = 0.55
"""The same where a date or a number is asked."""
NAME_ELSEWHERE = 0.91
"""Factor for a candidate that does not have a name of the question, while its cooperation has."""
WRONG_NAME = 0.30
"""Factor for a candidate of a cooperation that has nothing to do with a name in the question."""
PARENT_NAME = 0.93
"""Factor where the question names only a region that contains, or lies in, one of the parties."""
MISSING_PROPERTY = 0.45
"""Factor for a candidate that lacks a property asked for (a price, a score, a phone number)."""
MISSING_HEAD = 0.6
"""Factor for a candidate that lacks the noun that a question word asks for: "baju apa", "which law firm"."""
MISSING_NUMBER = 0.75
"""Factor for a candidate that lacks a number named in the question."""
IN_CONTEXT = 1.35
"""Factor of rank for candidates of the cooperation that the conversation is about, in a question that leans on it."""

RELATION = 0.72
"""Share of the question that a relation must explain to answer it; below, it would pass over what was asked."""
NEAR = 0.30
"""Confidence from which a refusal names the cooperation that the question is about."""
GAP = 0.84
"""Factor for a gap: it only wins where no fact answers as well."""
READING = 0.75
"""Coverage from which a candidate of another cooperation is a reading to offer."""
CONTEXT, CONTEXT_DETAIL = 0.70, 0.75
"""Share of the best rank from which further facts follow as context: for open questions, and for a single detail."""
UNSURE = 0.8
"""Confidence below which a single detail gets as much context as an open question: the next fact may be the one."""
FOLLOWING = 0.45
"""Confidence from which a follow-up is answered from the cooperation that is being talked about."""
RANK_LIKENESS = 0.8
"""Weight in the rank of likeness to a way to ask of the question's own kind, beside the search's score."""
NO_DOUBT = 0.75
"""Factor for a disagreement of sources where the question shows no doubt."""
KIND_WEIGHT = 1.5
"""Weight of the question word (who, when, where, how many, why) as a term that a candidate must cover."""
COVERED = 0.34
"""Coverage below which nothing is an answer, however like a way to ask it is."""
OPEN = 0.55
"""Share of the best rank from which, in a question that names nobody, another cooperation's candidate is a reading."""
SURE = 0.9
"""Confidence below which a question that leans on the conversation is not answered from another cooperation."""
SAME = 0.85
"""Likeness from which a question counts as one of the record's own."""
BOLD = 0.84
"""Similarity below which a repaired word is no ground for an answer where nothing else is said."""
WELL = 0.75
"""Confidence from which facts of several cooperations are told side by side where any of them may be meant."""
NEARLY = 0.9
"""Coverage below which a fact lacks a part of the question, which a gap that has it answers better."""
TOLD = 0.75
"""Share of a question for an account of something that a cooperation must have to give that account."""
VERBATIM = 0.98
"""Likeness and coverage from which a question is one of a record's own, word for word but for slips."""
OWN = 0.93
"""Likeness from which a fact's own answer is preferred to one made from structure."""
BEATEN = 0.08
"""By how much more of the question a fact must cover than a relation explains, to be preferred to it."""
FITTING = 0.6
"""Share of the best likeness that a way to ask of the question's own kind must reach for the kind to fit."""
WHOLE = 0.97
"""Share of the question from which a list over several cooperations is not narrowed to a fact of one of them."""
OWN_ONE = 0.8
"""The same where the structure has only one thing to tell."""
GAP_COVERED = 0.5
"""Coverage below which a gap is not about the question."""
CONTAINED = 0.8
"""Share of a way to ask for a gap that the question must contain: what is missing must have been asked for."""
LISTED = 0.85
"""Share of the best rank from which a list is preferred to a fact without one, where all of several are asked for."""
SAID = 85
"""rapidfuzz token_set_ratio (0-100) from which a further fact says nothing new: here a subset shall score high."""
OPEN_KIND = 0.93
"""Factor of likeness for a way to ask of such a kind where the question asks what or how."""
OTHER_PERSON = 0.5
"""Factor for a candidate that names another person than the one the question only asks to confirm."""
NEVER = 0.35
"""Likeness below which a gap has nothing to do with the question."""
GAP_KIND = 0.7
"""Factor of likeness for a gap's way to ask of a kind (when, how many) that the question does not ask."""
MATTER, NOTHING_BUT_NAMES = 2.0, 0.6
"""Weight from which a question has a matter of its own, and the factor for a candidate that has only its names."""
FEW_WORDS = 0.8
"""Factor for a candidate that has under half of the words asked, and none that the vocabulary knows as a concept."""
STRANGE, STRANGE_SHARE = 0.75, 2
"""Factor where real words that no record uses make up this part (one of so many) of what is asked, or more."""
PASSING = 0.5
"""Factor where a name that takes no part in a cooperation is asked about and what is asked is not met."""
OTHERS = 0.55
"""Factor for a candidate without the name whose having something is asked ("punya"), while its cooperation has it."""
OTHER_THING = 0.7
"""Factor for a candidate that has a property asked for (what letters stand for), but of another thing than asked."""
HALF, WEIGHTY = 0.8, 2.5
"""Factor for a candidate that has one of two words of a pointed question, where the other has this weight."""
OTHER_COUNT = 0.7
"""Factor for a candidate that is only asked for the number of something else than what is to be counted."""
