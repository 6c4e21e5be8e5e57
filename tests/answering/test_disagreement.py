"""Where sources differ or one errs: both readings with who makes them, the one that is held, and why."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer
from bot.knowledge.model import Discrepancy, Knowledge
from tests.answering.asking import Ask, sources, text


def record(knowledge: Knowledge, ref: str) -> Discrepancy:
    owner, _, name = ref.partition("!")
    return next(d for d in knowledge.cooperations[owner].discrepancies if d.id == name)


@pytest.mark.parametrize(
    ("question", "ref"),
    [
        ("Palu ke Balikpapan itu tahun 2024 apa 2025, mana yang benar?", "palu-balikpapan!tahun-kunjungan"),
        ("Kenapa nama dubes Fadjroel ditulis berbeda-beda?", "balikpapan-kazakhstan!nama-dubes"),
        ("yang benar 46 cabang atau 46 perwakilan dagang?", "export-center-balikpapan!angka-46"),
        ("RTRW atau RDTR, mana yang benar?", "parepare-balikpapan!rencana-tata-ruang"),
        ("Is Palu's ASEAN plan confirmed by any other source?", "palu-asean!rencana-belum-terkonfirmasi"),
        ("Why do the sources differ on the sectors of the Palu memorandum?", "palu-balikpapan!sektor-dan-status-mou"),
    ],
)
def test_asked_who_is_right(ask: Ask, knowledge: Knowledge, question: str, ref: str) -> None:
    outcome = ask(question)
    disagreement = record(knowledge, ref)
    assert isinstance(outcome, Answer)
    held, why = outcome.lead
    assert held.text == disagreement.held[outcome.language]
    assert why.text == disagreement.why[outcome.language]
    assert len(outcome.items) == len(disagreement.readings)
    for item, reading in zip(outcome.items, disagreement.readings, strict=True):
        assert item.text.endswith(reading.value[outcome.language])
        assert set(item.sources) == {citation.source for citation in reading.sources}
        assert all(knowledge.sources[source].publisher in item.text for source in item.sources)


@pytest.mark.parametrize(
    ("question", "ref"),
    [
        ("Kapan Palu berkunjung ke Balikpapan?", "palu-balikpapan!tahun-kunjungan"),
        ("Siapa wakil wali kota Balikpapan?", "parepare-balikpapan!jabatan-bagus"),
        ("Who is Indonesia's ambassador to Kazakhstan?", "balikpapan-kazakhstan!nama-dubes"),
        ("Kapan Export Center Balikpapan diresmikan?", "export-center-balikpapan!tanggal-peresmian"),
        ("Kapan Fadjroel Rachman datang ke Balikpapan?", "balikpapan-kazakhstan!tanggal-pertemuan"),
        ("Berapa persen kebutuhan logistik Kaltim yang dipasok dari luar?", "palu-balikpapan!angka-95-persen"),
    ],
)
def test_an_answer_that_it_touches_carries_one_line(ask: Ask, knowledge: Knowledge, question: str, ref: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    note = next(note for note in outcome.notes if note.text == record(knowledge, ref).note[outcome.language])
    assert set(note.sources) == {c.source for r in record(knowledge, ref).readings for c in r.sources}


def test_who_does_not_doubt_gets_the_fact(ask: Ask) -> None:
    outcome = ask("Kapan Palu ke Balikpapan? Di mana?")
    assert isinstance(outcome, Answer)
    assert outcome.lead[0].fact


def test_a_claim_of_one_unconfirmed_source_is_called_that(ask: Ask, knowledge: Knowledge) -> None:
    outcome = ask("Siapa saja yang mendukung rencana ASEAN Palu?")
    assert sources(outcome) & {one.id for one in knowledge.sources.values() if one.caution}
    assert isinstance(outcome, Answer)
    assert any(
        "belum" in note.text or "unconfirmed" in note.text or "hanya" in note.text.casefold() for note in outcome.notes
    )


def test_which_of_two_reports_is_right_asks_for_no_list_of_them(ask: Ask) -> None:
    outcome = ask(
        "kok ada media menulis infrastruktur perbatasan, ada yang perdagangan, mana yang benar soal Kaltim Kaltara?"
    )
    assert isinstance(outcome, Answer)
    assert "jalan" in text(outcome)
