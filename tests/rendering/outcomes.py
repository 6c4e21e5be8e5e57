"""Outcomes for the tests: one of each kind by hand, and any at all by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.answering.outcomes import Answer, Choice, Clarify, Outcome, Reason, SmallTalk, Statement, Talk, Unknown
from bot.knowledge.model import Knowledge

FOKUS = "fokusborneo-2025-05-30"
WITHOUT_ADDRESS = "info-nasional-2025-08-07"
DOUBTFUL = "ebaratomomi-2025-08-14"

ANSWER = Answer(
    "id",
    (Statement("Ada dua <hal>.", (FOKUS,), "palu-balikpapan/x"), Statement("Konteks & lain.", (FOKUS,))),
    items=(Statement("satu", (FOKUS,), "palu-balikpapan/x"), Statement("dua", (WITHOUT_ADDRESS,))),
    numbered=True,
    notes=(Statement('Fokus Borneo menulis "2024".', (FOKUS,)),),
    entry="palu-balikpapan",
    confidence=0.9,
    suggestions=("Kapan Palu berkunjung ke Balikpapan?", "Pertanyaan yang tidak ada di mana pun?"),
)
CLARIFY = Clarify("en", (Choice("Palu & Balikpapan", "Palu and Balikpapan?"), Choice("Kaltim", "Kaltim?")))
LACKING = Unknown(
    "id",
    Reason.NO_DETAIL,
    nearest=(Statement("Sumber tidak menyebut harganya."), Statement("Cabai dibeli.", (FOKUS,), "palu-balikpapan/y")),
    entry="palu-balikpapan",
)
NOTHING = Unknown("en", Reason.NOT_IN_RECORDS, subject="Uzbekistan")
THANKS = SmallTalk("en", Talk.THANKS)


def outcomes(knowledge: Knowledge) -> st.SearchStrategy[Outcome]:
    """Any outcome that the types allow, with sources and cooperations of the records."""
    language = st.sampled_from(["id", "en"])
    # Long, wide and marked-up texts, also with characters that count twice in UTF-16.
    text = st.one_of(st.text(max_size=40), st.builds("".join, st.lists(st.sampled_from("a&<𝒳\n "), max_size=3000)))
    cited = st.lists(st.sampled_from(sorted(knowledge.sources)), max_size=24).map(tuple)
    statement = st.builds(Statement, text, cited, st.sampled_from([None, "palu-balikpapan/x"]))
    several = st.lists(statement, max_size=60).map(tuple)
    entry = st.sampled_from([None, *knowledge.cooperations])
    questions = st.lists(text, max_size=3).map(tuple)
    choices = st.lists(st.builds(Choice, text, text), min_size=1, max_size=5).map(tuple)
    lead = st.lists(statement, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        st.builds(
            Answer, language, lead, several, st.booleans(), st.lists(statement, max_size=6).map(tuple), entry,
            suggestions=questions,
        ),
        st.builds(Clarify, language, choices),
        st.builds(
            Unknown, language, st.sampled_from(Reason), text, lead, entry, suggestions=questions,
        ),
        st.builds(SmallTalk, language, st.sampled_from(Talk)),
    )  # fmt: skip
