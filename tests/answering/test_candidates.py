"""What speaks against a hit: another name, an asked property or number that it lacks, another kind of question."""

from __future__ import annotations

import pytest

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer, Reason, Unknown
from tests.answering.asking import Ask, facts, sources, text


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Tanggal berapa rombongan Pemkot Palu tiba di Balikpapan?", "palu-balikpapan/tanggal-kunjungan"),
        ("Di kota mana naskah Kaltim dan Kaltara diteken?", "kaltim-kaltara/tempat-penandatanganan"),
        ("On which day did East and North Kalimantan sign?", "kaltim-kaltara/tanggal-penandatanganan"),
        ("Pasar berapa negara yang dibidik Export Center Balikpapan?", "export-center-balikpapan/jumlah-negara"),
        ("Apa yang bikin kerja sama Palu sama Balikpapan sempat tertunda?", "palu-balikpapan/penyebab-tertunda"),
        ("siapa sih yg meresmikan export center di balikpapan", "export-center-balikpapan/peresmi"),
        ("Total penduduk kawasan ASEAN berapa?", "palu-asean/populasi-asean"),
        ("How many Kazakh businesspeople were there?", "balikpapan-kazakhstan/jumlah-pengusaha"),
        ("Kota mana yang dijadikan contoh pariwisata medis?", "palu-asean/contoh-penang"),
        ("Why is Singapore a model for Balikpapan's mayor?", "balikpapan-kazakhstan/alasan-singapura"),
        ("apa kepanjangan forkopimda", "parepare-balikpapan/kepanjangan-forkopimda"),
        ("brapa persen kebutuhan logistik kaltim yg didatangkan dari luar", "palu-balikpapan/porsi-pasokan-luar"),
        ("What does ASEAN Cultural Trail mean?", "palu-asean/cultural-trail"),
        ("Kenapa wali kota Balikpapan tidak menemui tamu dari Parepare?", "parepare-balikpapan/rahmad-berhalangan"),
    ],
)
def test_the_fitting_fact_is_stated_with_its_sources(ask: Ask, engine: Engine, question: str, fact: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert fact in facts(outcome)[:2]
    owner, _, name = fact.partition("/")
    record = next(f for f in engine.knowledge.cooperations[owner].facts if f.id == name)
    assert {c.source for c in record.sources} <= sources(outcome)


@pytest.mark.parametrize(
    "question",
    [
        "Apa saja tujuh langkah strategis Kota Ambon?",
        "Export Center Surabaya diresmikan oleh siapa?",
        "Tanggal berapa wali kota Kendari datang ke Balikpapan?",
        "Where did South Kalimantan and North Kalimantan sign their agreement?",
        "Apa produk unggulan yang dibicarakan dengan Turkmenistan?",
        "What did the mayor of Medan say about the port?",
    ],
)
def test_another_name_is_not_answered_for(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown)
    assert not facts(outcome)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Berapa gol yang dicetak waktu Parepare main bola lawan Balikpapan, skornya?", "skor"),
        ("Nomor WhatsApp Export Center Balikpapan berapa ya?", "telepon"),
        ("Export Center Balikpapan buka jam berapa?", "jam buka"),
        ("Berapa ton ekspor sawit ke Kazakhstan?", "volume"),
        ("Berapa rupiah nilai perdagangan Palu dengan Balikpapan?", "rupiah"),
        ("Berapa jam kunjungan Pemkot Palu di Balikpapan?", "lama"),
        ("Siapa nama kelima belas pengusaha Kazakhstan itu?", "nama"),
    ],
)
def test_a_property_that_no_source_gives_is_declined_with_what_is_known(ask: Ask, question: str, lacking: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown)
    assert outcome.reason is Reason.NO_DETAIL
    assert lacking in outcome.nearest[0].text.casefold()
    # What is missing needs no source; the nearest thing known has one.
    assert not outcome.nearest[0].sources
    assert all(statement.sources for statement in outcome.nearest[1:])


@pytest.mark.parametrize(
    "question", ["Apa saja sebelas langkah strategis Palu?", "What are the nine strategic steps of Palu?"]
)
def test_another_number_is_evidence_against(ask: Ask, question: str) -> None:
    assert "palu-asean/tujuh-langkah" not in facts(ask(question))


def factors(engine: Engine, question: str, entry: str) -> dict[str, float]:
    candidates = engine.explain(question).candidates
    return dict(next(c for c in candidates if c.entry.id == entry).factors)


def test_each_piece_of_evidence_has_its_name(engine: Engine) -> None:
    wrong = factors(engine, "Kapan Ambon meresmikan Export Center?", "export-center-balikpapan/tanggal-peresmian")
    assert any(name.startswith("wrong name place:") and factor < 1 for name, factor in wrong.items())
    lacking = factors(engine, "berapa skor kunjungan Palu ke Balikpapan", "palu-balikpapan")
    assert "lacks c:skor" in lacking
    number = factors(engine, "apa saja 12 langkah strategis Palu", "palu-asean/tujuh-langkah")
    assert "lacks 12" in number
    kind = factors(engine, "kenapa Export Center diresmikan", "export-center-balikpapan/tanggal-peresmian")
    assert "kind" in kind
    doubt = factors(engine, "kapan Palu ke Balikpapan", "palu-balikpapan!tahun-kunjungan")
    assert "no doubt" in doubt
    where = factors(engine, "Di mana Palu berkunjung ke Balikpapan?", "palu-balikpapan!tahun-kunjungan")
    assert "no doubt" in where, '"di mana" doubts nothing'


def test_without_evidence_against_it_there_is_none(engine: Engine) -> None:
    assert not factors(engine, "Kapan Palu berkunjung ke Balikpapan?", "palu-balikpapan/tanggal-kunjungan")


def test_candidates_come_best_first(engine: Engine) -> None:
    ranks = [c.rank for c in engine.explain("Apa harapan Rahmad Mas'ud soal Kazakhstan?").candidates]
    assert len(ranks) > 5
    assert ranks == sorted(ranks, reverse=True)


def test_a_planned_thing_is_said_to_be_planned(ask: Ask) -> None:
    said = text(ask("Apakah Palu membangun pusat data?"))
    assert "berencana" in said or "direncanakan" in said
