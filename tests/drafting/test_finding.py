"""Regions, people, institutions, instruments: what the rules find in single sentences."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafting.article import Article
from bot.drafting.findings import Findings, gather
from bot.knowledge.kinds import Category, EventKind, InstrumentStatus, Stage
from bot.knowledge.model import Knowledge
from bot.resources.reading import places

DAY = date(2025, 6, 1)


def found(text: str, knowledge: Knowledge) -> Findings:
    return gather(Article(text, None), DAY, knowledge)


def parties(text: str, knowledge: Knowledge) -> list[str]:
    return [side.who.key for side in found(text, knowledge).parties]


def test_every_region_of_indonesia_is_found_under_its_own_code(knowledge: Knowledge) -> None:
    wanted, got = {}, {}
    codes = {region.code: region.id for region in knowledge.regions.values() if region.code}
    for place in places():
        if place.kind in ("provinsi", "kabupaten", "kota"):
            text = f"Pemerintah {place.kind.capitalize()} {place.name} menggelar rapat bersama warga."
            wanted[text] = codes.get(place.code, place.code)
            mentions = found(text, knowledge).places.mentions
            got[text] = mentions[0].spot.key if mentions else ""
    assert len(wanted) == 552
    assert got == wanted


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Pemkot Palu dan Pemkot Balikpapan bertemu.", ["kota-palu", "kota-balikpapan"]),
        ("Pemkot Balikpapan-Parepare bertemu lagi.", ["kota-balikpapan", "kota-parepare"]),
        ("Pemerintah Provinsi Kaltim dan Kaltara bertemu.", ["provinsi-kalimantan-timur", "provinsi-kalimantan-utara"]),
        ("Bupati Malang menerima Wali Kota Malang.", ["35.07", "35.73"]),
        ("Pemkot Palu menggandeng Universitas Tadulako.", ["kota-palu", "universitas tadulako"]),
        ("Dubes RI untuk Kazakhstan menemui Wali Kota Balikpapan.", ["kazakhstan", "kota-balikpapan"]),
        ("Hujan turun di Palu dan Balikpapan sejak pagi.", []),
        ("Ia berasal dari palu dan batu.", []),
    ],
)
def test_parties(text: str, keys: list[str], knowledge: Knowledge) -> None:
    assert parties(text, knowledge) == keys


@pytest.mark.parametrize(
    ("text", "name", "office", "of"),
    [
        ("Wali Kota Balikpapan H. Rahmad Mas'ud, S.E., hadir.", "Rahmad Mas'ud", "wali-kota", "kota-balikpapan"),
        ("Wali Kota Balikpapan, Rahmad Mas’ud, hadir.", "Rahmad Mas'ud", "wali-kota", "kota-balikpapan"),
        ("Walikota Palu Hadianto Rasid hadir.", "Hadianto Rasyid", "wali-kota", "kota-palu"),
        ("Dubes RI untuk Kazakhstan, Fajroel Rahman, hadir.", "Fadjroel Rachman", "duta-besar", "indonesia"),
        ("Sekda Kota Bontang Siti Misal hadir.", "Siti Misal", "sekretaris-daerah", "64.74"),
        ("Pj Gubernur Bali Komang Misal hadir.", "Komang Misal", "gubernur", "51"),
        ("Budi Misal selaku Bupati Paser hadir.", "Budi Misal", "bupati", "64.01"),
        ("Moh. Akbar Misal, Wakil Bupati Sigi, hadir.", "Moh. Akbar Misal", "wakil-bupati", "72.10"),
        ("Menteri Perdagangan Budi Santoso hadir.", "Budi Santoso", "menteri-perdagangan", ""),
    ],
)
def test_people_with_offices(text: str, name: str, office: str, of: str, knowledge: Knowledge) -> None:
    (one,) = found(text, knowledge).people
    assert one.title is not None
    assert (one.name, one.title.office, one.title.of) == (name, office, of)


def test_an_office_that_is_not_on_record(knowledge: Knowledge) -> None:
    (one,) = found("Kepala Dinas Koperasi dan UKM Kota Palu, Rina Misal, hadir.", knowledge).people
    assert one.title is not None
    assert (one.title.office, one.title.name, one.title.of) == (None, "Kepala Dinas Koperasi dan UKM", "kota-palu")


@pytest.mark.parametrize(
    "text", ["Wali Kota Palu, Sulawesi Tengah, hadir.", "Menurut Wali Kota Palu, acara itu penting."]
)
def test_an_office_without_a_name_names_nobody(text: str, knowledge: Knowledge) -> None:
    assert found(text, knowledge).people == ()


def test_short_names_are_the_same_person(knowledge: Knowledge) -> None:
    text = "Bupati Paser Ardi Misal hadir. “Kami siap,” kata Ardi. Menurut Ardi Misal, hasilnya baik."
    assert [one.name for one in found(text, knowledge).people] == ["Ardi Misal"]


def test_a_second_spelling_is_noticed(knowledge: Knowledge) -> None:
    text = "Bupati Paser Achmad Misal hadir. Bupati Paser Ahmad Misal lalu pulang."
    (one,) = found(text, knowledge).people
    assert one.spelt_twice
    assert one.written == ("Achmad Misal", "Ahmad Misal")


SIGNING = "Pemkot Palu dan Pemkot Balikpapan {} nota kesepahaman perdagangan."


@pytest.mark.parametrize(
    ("verb", "status", "stage"),
    [
        ("menandatangani", InstrumentStatus.DITANDATANGANI, Stage.KESEPAKATAN),
        ("telah meneken", InstrumentStatus.DITANDATANGANI, Stage.KESEPAKATAN),
        ("akan menandatangani", InstrumentStatus.DIRENCANAKAN, Stage.RENCANA),
        ("berencana menandatangani", InstrumentStatus.DIRENCANAKAN, Stage.RENCANA),
        ("menjajaki", InstrumentStatus.DIRENCANAKAN, Stage.PENJAJAKAN),
        ("belum menandatangani", None, Stage.PENJAJAKAN),
        ("membicarakan", None, Stage.PENJAJAKAN),
    ],
)
def test_the_stage_is_never_beyond_what_is_written(
    verb: str, status: InstrumentStatus | None, stage: Stage, knowledge: Knowledge
) -> None:
    findings = found(SIGNING.format(verb), knowledge)
    assert [one.status for one in findings.documents] == ([status] if status else [])
    assert findings.stage is stage


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Pemkot Palu dan Pemkot Balikpapan bekerja sama.", Category.KSDD),
        ("Pemkot Palu menjalin kerja sama dengan PT Contoh Abadi.", Category.KSDPK),
        ("Pemkot Palu menjalin kerja sama dengan Kota Davao.", Category.KSDPL),
        ("Pemkot Palu menjalin kerja sama dengan UN-Habitat.", Category.KSDLL),
        ("Pemkot Palu menjalin kerja sama dengan Kementerian Pertanian.", Category.SINERGI),
        ("Pemkot Palu membahas kerja sama dengan Kazakhstan.", None),
    ],
)
def test_category(text: str, category: Category | None, knowledge: Knowledge) -> None:
    assert found(text, knowledge).category is category


def test_an_event_has_kind_day_and_venue(knowledge: Knowledge) -> None:
    text = "Pemkot Palu berkunjung ke Balikpapan, Jumat (30/5/2025), dan diterima di Aula Balai Kota Balikpapan."
    (one,) = found(text, knowledge).happenings
    assert (one.kind, one.when.normal, one.venue) == (
        EventKind.KUNJUNGAN_KERJA,
        "2025-05-30",
        "Aula Balai Kota Balikpapan",
    )


def test_what_is_to_come_is_no_event(knowledge: Knowledge) -> None:
    assert found("Pertemuan akan digelar Jumat (6/6/2025) di Palu.", knowledge).happenings == ()
