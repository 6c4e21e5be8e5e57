"""The shelves find what looking at every record finds, and a list shows no more than a page of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer
from bot.answering.relations.filters import Filters, fits, fits_event
from bot.answering.relations.narrowing import Narrowing
from bot.answering.relations.paging import PAGE
from bot.answering.relations.periods import Period
from bot.answering.relations.proposal import Records
from bot.answering.relations.shelf import Shelf
from bot.knowledge.model import Category, EventKind
from tests.bench.synthetic import knowledge

A_YEAR = Period(date(2012, 1, 1), date(2012, 12, 31), frozenset())
BEFORE = Period(date.min, date(2010, 6, 30), frozenset())
FILTERS = [
    Filters(),
    Filters(regions=("p3",)),
    Filters(regions=("k0",)),
    Filters(regions=("k0", "k1")),
    Filters(regions=("nowhere",)),
    Filters(sectors=frozenset({"pendidikan", "pariwisata"})),
    Filters(categories=frozenset({Category.KSDD})),
    Filters(signed=True, regions=("k1",)),
    Filters(signed=False),
    Filters(instruments=True, period=A_YEAR),
    Filters(period=BEFORE),
    Filters(people=("o0",)),
    Filters(people=("o1",), period=BEFORE),
    Filters(publishers=frozenset({"s3", "s90"})),
    Filters(events=frozenset({EventKind.PENANDATANGANAN}), regions=("p1",)),
    Filters(events=frozenset({EventKind.FORUM})),
    Filters(abroad=True),
    Filters(level="kota"),
    Filters(level="provinsi"),
]


@cache
def engine() -> Engine:
    return Engine(knowledge(200), today=lambda: date(2026, 11, 21))


@cache
def records() -> Records:
    made = engine()
    return Records(
        made.knowledge, made._composer, made._weigher, made._sectors, made._lookup, made._narrowing, date(2026, 11, 21)
    )


def narrowing() -> Narrowing:
    return records().narrowing


@pytest.mark.parametrize("f", FILTERS)
def test_the_shelves_leave_out_nothing_and_add_nothing(f: Filters) -> None:
    shelf, events = narrowing().cooperations, narrowing().events
    every = engine().knowledge.cooperations.values()
    found = [shelf.things[place].id for place in narrowing().fitting(records(), f)]
    assert sorted(found) == sorted(c.id for c in every if fits(records(), f, c))
    happened = [(events.things[place][0].id) for place in narrowing().fitting_events(records(), f)]
    assert sorted(happened) == sorted(c.id for c in every for e in c.events if fits_event(records(), f, c, e))


@pytest.mark.parametrize("f", FILTERS)
def test_what_is_found_is_in_the_order_of_time(f: Filters) -> None:
    shelf = narrowing().cooperations
    days = [records().dated(shelf.things[place]) or date.min for place in narrowing().fitting(records(), f)]
    assert days == sorted(days)


def test_a_filter_changes_what_is_found() -> None:
    assert len({tuple(narrowing().fitting(records(), f)) for f in FILTERS}) > len(FILTERS) / 2


def test_first_and_last_by_day_and_ties_stay_in_order() -> None:
    days = {"a": date(2020, 1, 1), "b": None, "c": date(2021, 1, 1), "d": date(2020, 1, 1), "e": date(2021, 1, 1)}
    shelf = Shelf(days, day=days.get, conditions=lambda name: {"vowel"} if name in "ae" else {"consonant"})
    assert shelf.things == ("b", "a", "d", "c", "e")
    everything = shelf.all_of(())
    assert [shelf.things[place] for place in shelf.newest(everything)] == ["c"]
    assert [shelf.things[place] for place in shelf.oldest(everything)] == ["a"]
    assert list(shelf.newest([0])) == list(shelf.oldest([0])) == []
    assert [shelf.things[place] for place in shelf.all_of([shelf.under(["vowel"])])] == ["a", "e"]
    assert list(shelf.all_of([shelf.under(["vowel"]), shelf.during(Period(date.min, date.max, frozenset()))])) == [1, 4]
    assert list(shelf.under(["neither"])) == []


def test_a_long_list_shows_a_page_and_tells_how_many_more() -> None:
    made = engine()
    wanted = narrowing().fitting(records(), Filters(regions=("k0",)))
    assert len(wanted) > PAGE
    name = made.knowledge.regions["k0"].name.en
    outcome = made.answer(f"{name} kerja sama dengan siapa saja?")
    assert isinstance(outcome, Answer)
    assert len(outcome.items) == len(outcome.topic.items) == PAGE
    assert str(len(wanted) - PAGE) in outcome.lead[1].text
    newest = narrowing().cooperations.things[wanted[-1]]
    assert outcome.topic.items[-1].label == newest.name.id


def test_a_count_counts_what_the_page_leaves_out() -> None:
    outcome = engine().answer("berapa kerja sama yang tercatat?")
    assert isinstance(outcome, Answer)
    assert "200" in outcome.lead[0].text


def test_a_condition_the_shelves_do_not_know_is_still_met() -> None:
    f = replace(Filters(regions=("k0",)), publishers=frozenset({"s0"}))
    found = narrowing().fitting(records(), f)
    assert len(found) < len(narrowing().fitting(records(), Filters(regions=("k0",))))
