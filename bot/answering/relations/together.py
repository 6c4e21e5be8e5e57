"""What two people have to do with each other: the cooperation in which both take part."""

from __future__ import annotations

from bot.answering.names import PERSON, PLACE, ref_of
from bot.answering.reading import Reading
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import QuestionKind

MOST = 2_000
"""How many cooperations of each are looked at; of very many the first are as good as any."""
_PLAIN = frozenset(
    {
        *("c:hubungan", "c:bidang", "c:kerja-sama", "c:pertemuan", "c:mitra", "c:kutip", "c:bicara", "c:terjadi"),
        *("kenal", "know", "c:terkenal", "urusan", "bareng", "c:bersamaan", "c:acara", "c:kunjungan", "bersama"),
    }
)
"""Terms that ask for no more than what two people share."""


def together(reading: Reading, records: Records) -> Proposal | None:
    """Return the summary of the one cooperation in which both people take part whom the question names."""
    mentions = [m for m in reading.mentions if m.kind == PERSON and m.in_focus]
    if len(mentions) != 2 or reading.keys(PLACE) or set(reading.content) - _PLAIN:
        return None
    if reading.kinds - {QuestionKind.APA, QuestionKind.BAGAIMANA, QuestionKind.YA_TIDAK, QuestionKind.MENGAPA}:
        return None
    first, second = ({ref_of(key) for key in m.keys} for m in mentions)
    # A family name may be that of either of two people; who takes part together tells.
    found = []
    for c in records.lookup.about_any([PERSON + one for one in sorted(first)], MOST):
        people = {role.person for role in c.people}
        if first & people and second & people and len(people & (first | second)) > 1:
            found.append(c)
    if len(found) != 1:
        return None
    summary = records.composer.summary(found[0], reading.language, confidence=0.8, question=reading.text)
    keys = {key for m in mentions for key in m.keys}
    return Proposal("together", summary, _PLAIN | keys, certain=True)
