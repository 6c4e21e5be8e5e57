"""Partners, lists, counts and time-lines: answered from the structure of the records."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.answering.outcomes import Answer, Outcome
from bot.knowledge.model import Knowledge
from tests.answering.asking import Ask, text

PALU, PAREPARE, KALTARA = "palu-balikpapan", "parepare-balikpapan", "kaltim-kaltara"
ASEAN, KAZAKHSTAN, EXPORT = "palu-asean", "balikpapan-kazakhstan", "export-center-balikpapan"
ALL = {PALU, PAREPARE, KALTARA, ASEAN, KAZAKHSTAN, EXPORT}


def listed(outcome: Outcome, knowledge: Knowledge) -> set[str]:
    """Ids of the cooperations of which the name, or the name of an event, is an item of the list."""
    assert isinstance(outcome, Answer)
    lines = [*outcome.items] or [*outcome.lead]
    assert all(line.sources for line in lines)
    found = set()
    for cooperation in knowledge.cooperations.values():
        names: Iterable[str] = (
            cooperation.name[outcome.language],
            *(e.name[outcome.language] for e in cooperation.events),
        )
        if any(name in line.text for line in lines for name in names):
            found.add(cooperation.id)
    return found


@pytest.mark.parametrize(
    ("question", "cooperations"),
    [
        ("Dengan siapa saja Kota Palu menjalin kerja sama?", {PALU, ASEAN}),
        ("Pemkot Parepare bermitra sama daerah mana aja", {PAREPARE}),
        ("Who are the partners of Balikpapan?", {PALU, PAREPARE, KAZAKHSTAN, EXPORT}),
        ("kerja sama KSDD mana saja yang ada", {PALU, KALTARA}),
        ("kerja sama apa saja di sektor pariwisata", {PALU, ASEAN}),
        ("which cooperations are about fisheries", {KAZAKHSTAN}),
        ("kerja sama mana saja yang menyangkut energi", {KAZAKHSTAN, PAREPARE}),
        ("kerja sama mana saja yang melibatkan Kementerian Perdagangan", {EXPORT, ASEAN}),
        ("sebutkan kerja sama yang melibatkan UN-Habitat", {ASEAN}),
        ("daftar kerja sama yang sudah ditandatangani", {PALU, KALTARA}),
        ("kerja sama mana saja yang baru direncanakan", {ASEAN, PAREPARE, KAZAKHSTAN}),
        ("peristiwa apa saja yang terjadi pada Agustus 2025", {EXPORT, KALTARA, ASEAN, KAZAKHSTAN}),
        ("kunjungan apa saja ke Balikpapan selama tahun 2025", {PALU, KAZAKHSTAN}),
        ("kunjungan ke Balikpapan tahun lalu apa saja", {PALU, KAZAKHSTAN}),
        ("kunjungan ke Balikpapan setelah 2025", {PAREPARE}),
        ("which visits to Balikpapan were before 2026", {PALU, KAZAKHSTAN}),
        ("kerja sama apa yang paling baru", {PAREPARE}),
        ("what is the latest visit", {PAREPARE}),
        ("tolong buat linimasa semua kerja sama", ALL),
        ("a chronology of the cooperations, please", ALL),
    ],
)
def test_lists(ask: Ask, knowledge: Knowledge, question: str, cooperations: set[str]) -> None:
    assert listed(ask(question), knowledge) == cooperations


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("ada berapa kerja sama yang tercatat?", "6"),
        ("how many visits to Balikpapan are there?", "3"),
        ("berapa kali kunjungan ke Balikpapan tercatat?", "3"),
    ],
)
def test_counts(ask: Ask, question: str, count: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert count in outcome.lead[0].text
    assert str(len(outcome.items)) == count


def test_people_who_came_are_no_events(ask: Ask) -> None:
    outcome = ask("Berapa orang pengusaha Kazakhstan yang berkunjung?")
    assert "15" in text(outcome)


def test_a_list_is_in_order_of_time(ask: Ask, knowledge: Knowledge) -> None:
    outcome = ask("linimasa kerja sama daerah")
    assert isinstance(outcome, Answer)
    dated = sorted(
        (event.date, event.name.id) for c in knowledge.cooperations.values() for event in c.events if event.date
    )
    shown = [line.text for line in outcome.items]
    assert [name for _, name in dated] == [next(n for _, n in dated if n in line) for line in shown]


def test_items_can_be_picked_by_number(ask: Ask) -> None:
    outcome = ask("Dengan siapa saja Kota Palu menjalin kerja sama?")
    assert isinstance(outcome, Answer)
    assert outcome.numbered
    assert len(outcome.topic.items) == len(outcome.items)


def test_a_province_has_its_own_and_its_cities(ask: Ask) -> None:
    said = text(ask("Kaltim kerja sama dengan siapa aja?"))
    assert "kalimantan utara" in said
    assert "kota balikpapan" in said


def test_what_is_only_planned_or_explored_is_not_listed_as_signed(ask: Ask) -> None:
    said = text(ask("Siapa saja mitra Kota Palu?"))
    planned = next(line for line in said.splitlines() if "davao" in line)
    assert "rencana" in planned
    assert "ditandatangani" not in planned


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Which partners outside Indonesia are mentioned in connection with Palu or Balikpapan?",
            ("kazakhstan", "asean"),
        ),
        ("Pihak luar negeri mana saja yang hendak digandeng Balikpapan dan Palu?", ("kazakhstan", "asean")),
        ("sebutkan kerja sama yang melibatkan Balikpapan maupun Kaltim", ("palu", "parepare", "kalimantan utara")),
    ],
)
def test_each_of_several_regions_is_asked_about(ask: Ask, question: str, told: tuple[str, ...]) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert all(name in text(outcome) for name in told)


def test_two_regions_that_work_together_are_asked_about_together(ask: Ask) -> None:
    outcome = ask("Siapa saja tokoh dalam kerja sama Kaltim dan Kaltara?")
    assert isinstance(outcome, Answer)
    assert outcome.entry == "kaltim-kaltara"


def test_who_came_is_told_with_each_visit(ask: Ask) -> None:
    outcome = ask("which visiting mayor and which ambassador has Rahmad Mas'ud met?")
    assert isinstance(outcome, Answer)
    assert "hadianto" in text(outcome)
    assert "fadjroel" in text(outcome)


def test_fields_of_a_year_are_no_events(ask: Ask) -> None:
    outcome = ask("bidang penjajakan Palu Balikpapan 2025")
    assert isinstance(outcome, Answer)
    assert "perdagangan" in text(outcome)


def test_of_a_field_those_that_tell_of_the_very_thing(ask: Ask) -> None:
    outcome = ask("berita mana yang menyebut smelter?")
    assert isinstance(outcome, Answer)
    assert outcome.entry == "balikpapan-kazakhstan"
