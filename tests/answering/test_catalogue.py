"""The orders in which people look through the records."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.catalogue import Catalogue, catalogue, marked_by
from bot.answering.relations.filters import within
from bot.knowledge.model import Event, Instrument, InstrumentStatus, Knowledge, Party
from tests.bench.synthetic import knowledge as synthetic


@pytest.fixture(scope="module")
def orders(knowledge: Knowledge) -> Catalogue:
    return catalogue(knowledge)


def test_every_cooperation_stands_in_every_order_that_fits_it(knowledge: Knowledge, orders: Catalogue) -> None:
    assert sorted(orders.newest) == sorted(knowledge.cooperations)
    for one in knowledge.cooperations.values():
        assert all(one.id in orders.sectors[sector] for sector in one.sectors)
        assert all(one.id in orders.places[p.region].own for p in one.parties if p.region)
    listed = sum(len(found) for found in orders.sectors.values())
    assert listed == sum(len(set(one.sectors)) for one in knowledge.cooperations.values())


def test_the_newest_come_first(orders: Catalogue) -> None:
    assert orders.newest[0] == "parepare-balikpapan"
    assert orders.newest[-1] == "palu-balikpapan"
    days = [one.record.date for one in orders.timeline if one.record.date]
    assert days == sorted(days, reverse=True)
    assert days[0] == date(2026, 1, 23)
    assert all(one.record.date is None for one in orders.timeline[len(days) :])


def test_the_timeline_has_every_event_and_instrument_once(knowledge: Knowledge, orders: Catalogue) -> None:
    wanted = [(c.id, one.id) for c in knowledge.cooperations.values() for one in c.events]
    wanted += [(c.id, one.id) for c in knowledge.cooperations.values() for one in c.instruments]
    assert sorted((one.cooperation, one.record.id) for one in orders.timeline) == sorted(wanted)
    (planned,) = [one for one in orders.timeline if one.planned]
    assert planned.cooperation == "palu-asean"


def test_a_province_has_its_own_and_those_of_its_cities_apart(orders: Catalogue) -> None:
    kaltim = orders.places["provinsi-kalimantan-timur"]
    assert set(kaltim.own) == {"kaltim-kaltara", "export-center-balikpapan"}
    assert set(kaltim.below) == {"palu-balikpapan", "parepare-balikpapan", "balikpapan-kazakhstan"}
    assert kaltim.children == ("kota-balikpapan",)
    assert kaltim.count == 5


def test_the_hierarchy_begins_with_provinces_and_other_countries(knowledge: Knowledge, orders: Catalogue) -> None:
    assert set(orders.roots) == {
        "provinsi-kalimantan-timur",
        "provinsi-kalimantan-utara",
        "provinsi-sulawesi-selatan",
        "provinsi-sulawesi-tengah",
        "filipina",
        "kazakhstan",
        "malaysia",
        "thailand",
    }


def test_a_country_that_takes_part_itself_stands_at_the_top_too(knowledge: Knowledge) -> None:
    one = knowledge.cooperations["palu-balikpapan"]
    joined = one.model_copy(update={"parties": (*one.parties, Party(region="indonesia"))})
    changed = knowledge.model_copy(update={"cooperations": {one.id: joined}})
    orders = catalogue(changed)
    assert set(orders.roots) == {"indonesia", "provinsi-kalimantan-timur", "provinsi-sulawesi-tengah"}
    assert orders.places["indonesia"].own == (one.id,)
    assert orders.places["indonesia"].below == ()


@pytest.mark.parametrize("count", [40])
def test_every_region_can_be_reached_from_the_top(count: int) -> None:
    known = synthetic(count)
    orders = catalogue(known)
    reached: set[str] = set()
    waiting = list(orders.roots)
    while waiting:
        region = waiting.pop()
        assert region not in reached
        reached.add(region)
        waiting += orders.places[region].children
    assert reached >= {p.region for c in known.cooperations.values() for p in c.parties}
    for region, place in orders.places.items():
        concerned = {c.id for c in known.cooperations.values() if any(within(known, p.ref, region) for p in c.parties)}
        assert {*place.own, *place.below} == concerned


def test_a_cooperation_is_dated_by_its_signing_and_never_by_a_plan(knowledge: Knowledge) -> None:
    signed = marked_by(knowledge.cooperations["kaltim-kaltara"])
    assert signed
    assert isinstance(signed.record, Instrument)
    visited = marked_by(knowledge.cooperations["palu-balikpapan"])
    assert visited
    assert isinstance(visited.record, Event)  # its signing has no date
    one = knowledge.cooperations["kaltim-kaltara"]
    planned = one.instruments[0].model_copy(update={"status": InstrumentStatus.DIRENCANAKAN, "date": date(2030, 1, 1)})
    only = marked_by(one.model_copy(update={"instruments": (planned,)}))
    assert only
    assert isinstance(only.record, Event)
    assert marked_by(one.model_copy(update={"instruments": (planned,), "events": ()})) is None
