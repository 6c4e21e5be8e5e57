"""The places that ship with the bot: all of them, under the names that people use, and which are ordinary words too."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from bot.resources.reading import Place, lexicon, places

ORDINARY = """
palu batu malang serang pati buru bima tegal demak batang ende bone barru maros siak sabang lima male nice bath reading
surat kota puncak metro kudus landak seram natal
"""
PRIMARILY = """
jakarta surabaya bandung makassar medan samarinda balikpapan bontang tarakan banjarmasin semarang denpasar padang
palembang manado ambon kupang mataram jayapura pekanbaru pontianak batam tokyo osaka seoul beijing shanghai london paris
singapore bangkok manila hanoi sydney melbourne washington moscow rome madrid berlin amsterdam dubai
"""
BY_CODE = {place.code: place for place in places()}
FOLDER = files("bot.resources")


def called(name: str) -> dict[str, Place]:
    """Code → place, of all the places that bear the name."""
    return {place.code: place for place in places() if name in (place.name, *place.aliases)}


def test_rows_are_sorted_and_unique() -> None:
    rows = FOLDER.joinpath("places.tsv").read_text(encoding="ascii").splitlines()
    codes = [row.split("\t")[0] for row in rows[1:]]
    assert rows[0] == "code\tkind\tname\tparent\taliases\tcommon\tcommon_aliases"
    assert codes == sorted(set(codes))


def test_all_are_there() -> None:
    count = Counter(place.kind for place in places())
    assert count["provinsi"] == 38
    assert count["kabupaten"] + count["kota"] == 514
    assert count["kota"] == 98
    assert count["negara"] >= 190
    assert count["kota_dunia"] >= 1200
    assert set(count) == {"provinsi", "kabupaten", "kota", "tempat", "kawasan", "negara", "kota_dunia"}


def test_every_parent_is_there() -> None:
    assert [place for place in places() if place.parent and place.parent not in BY_CODE] == []
    assert {place.parent for place in places() if place.kind == "provinsi"} == {"ID"}
    regencies = [place for place in places() if place.kind in {"kabupaten", "kota"}]
    assert all(place.parent == place.code[:2] for place in regencies)


def test_names_are_clean() -> None:
    for place in places():
        names = [place.name, *place.aliases]
        assert all(name == name.strip() and name for name in names), place
        assert len({name.casefold() for name in names}) == len(names), place
        assert place.common_aliases <= set(place.aliases), place


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Samarinda", "64.72"),
        ("Kota Samarinda", "64.72"),
        ("Balikpapan", "64.71"),
        ("Penajam Paser Utara", "64.09"),
        ("PPU", "64.09"),
        ("Kukar", "64.02"),
        ("Mahulu", "64.11"),
        ("Bulungan", "65.01"),
        ("Tanjung Selor", "65.01.05"),
        ("Tarakan", "65.71"),
        ("Palu", "72.71"),
        ("Solo", "33.72"),
        ("Jaksel", "31.74"),
        ("South Tangerang", "36.74"),
        ("Pangkep", "73.10"),
        ("Kepulauan Seribu", "31.01"),
        ("East Kutai", "64.08"),
        ("IKN", "X-IKN"),
        ("Jawa", "X-JAWA"),
        ("Sumatra", "X-SUMATERA"),
        ("Nusa Tenggara", "X-NUSA-TENGGARA"),
        ("ASEAN", "X-ASEAN"),
        ("Jepang", "JP"),
        ("Japan", "JP"),
        ("Korea", "KR"),
        ("Tiongkok", "CN"),
        ("Cina", "CN"),
        ("China", "CN"),
        ("Amerika", "US"),
        ("AS", "US"),
        ("Inggris", "GB"),
        ("UK", "GB"),
        ("Belanda", "NL"),
        ("Prancis", "FR"),
        ("Perancis", "FR"),
        ("Filipina", "PH"),
        ("Turkey", "TR"),
        ("Timor-Leste", "TL"),
    ],
)
def test_is_called(name: str, code: str) -> None:
    assert code in called(name)


@pytest.mark.parametrize(
    ("abbreviation", "code"),
    [
        *(("Jabar", "32"), ("Jateng", "33"), ("Jatim", "35"), ("Kalsel", "63"), ("Kalbar", "61"), ("Kalteng", "62")),
        *(("Kaltim", "64"), ("Kaltara", "65"), ("Sulsel", "73"), ("Sulteng", "72"), ("Sulut", "71"), ("Sultra", "74")),
        *(("Sulbar", "76"), ("Sumut", "12"), ("Sumbar", "13"), ("Sumsel", "16"), ("Babel", "19"), ("Kepri", "21")),
        *(("NTB", "52"), ("NTT", "53"), ("DIY", "34"), ("Jogja", "34"), ("Yogya", "34"), ("DKI", "31"), ("Bali", "51")),
        *(
            ("Jakarta", "31"),
            ("Malut", "82"),
            ("East Kalimantan", "64"),
            ("West Java", "32"),
            ("North Kalimantan", "65"),
        ),
    ],
)
def test_provinces_are_called(abbreviation: str, code: str) -> None:
    assert called(abbreviation)[code].kind == "provinsi"


@pytest.mark.parametrize(
    ("city", "country"),
    [
        *(("Tokyo", "JP"), ("London", "GB"), ("Singapore", "SG"), ("Saigon", "VN"), ("Kota Kinabalu", "MY")),
        *(("Tawau", "MY"), ("Davao", "PH"), ("Astana", "KZ"), ("Den Haag", "NL"), ("Darwin", "AU"), ("Moskow", "RU")),
        *(("Dili", "TL"), ("Male", "MV"), ("New York", "US"), ("Makkah", "SA"), ("Purwokerto", "ID")),
    ],
)
def test_cities_of_the_world_are_called(city: str, country: str) -> None:
    assert country in {place.parent for place in called(city).values() if place.kind == "kota_dunia"}


@pytest.mark.parametrize("name", ["Bandung", "Bogor", "Malang", "Banjar", "Gorontalo", "Jayapura"])
def test_kota_and_kabupaten_of_one_name_are_both_there(name: str) -> None:
    kinds = sorted(place.kind for place in places() if place.name == name and place.parent.isdigit())
    assert kinds == ["kabupaten", "kota"]


@pytest.mark.parametrize(
    "word",
    ORDINARY.split(),
)
def test_ordinary_words_are_common(word: str) -> None:
    bearers = [place for place in places() if place.name.casefold() == word]
    assert bearers
    assert all(place.common for place in bearers)


@pytest.mark.parametrize(("code", "alias"), [("33.72", "Solo"), ("US", "AS"), ("US", "US"), ("KR", "ROK")])
def test_ordinary_words_among_the_aliases_are_common(code: str, alias: str) -> None:
    assert alias in BY_CODE[code].common_aliases


def test_what_is_primarily_a_place_is_not_common() -> None:
    names = {name.casefold() for place in places() for name in (place.name, *place.aliases)}
    common = {place.name.casefold() for place in places() if place.common}
    common |= {alias.casefold() for place in places() for alias in place.common_aliases}
    assert set(PRIMARILY.split()) <= names
    assert common.isdisjoint(PRIMARILY.split())


def test_no_province_and_hardly_a_country_is_common() -> None:
    provinces = [place for place in places() if place.kind == "provinsi"]
    assert [place.name for place in provinces if place.common or place.common_aliases] == []
    assert [place.name for place in places() if place.kind == "negara" and place.common] == ["Jersey", "Reunion"]


def test_only_words_of_the_lexicon_are_common() -> None:
    common = {place.name.casefold().replace("'", "") for place in places() if place.common}
    assert common <= lexicon().keys()


def test_the_files_are_slim() -> None:
    size = sum(len(FOLDER.joinpath(name).read_bytes()) for name in ("lexicon.tsv", "places.tsv"))
    assert size < 1_200_000


def test_is_read_once() -> None:
    assert places() is places()
