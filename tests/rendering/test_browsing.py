"""The lists that people look through."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.answering.catalogue import catalogue
from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.browsing import Browser
from bot.rendering.cards import Card
from bot.rendering.cooperation_card import pages
from bot.rendering.views import View
from tests.bench.synthetic import knowledge as synthetic
from tests.botapi import entities

STARTS = ("sectors", "regions", "timeline", "sources", "all")


def shown(card: Card) -> str:
    plain, _ = entities.formatted(card.html, "HTML")
    return plain


@pytest.fixture(scope="module")
def browser(knowledge: Knowledge) -> Browser:
    return Browser(knowledge, catalogue(knowledge))


def reached(browser: Browser, language: str) -> Iterator[tuple[View, Card]]:
    """Everything that pressing leads to, from the commands on."""
    waiting: list[View] = [View(kind, language) for kind in STARTS]
    seen: set[str] = set()
    while waiting:
        view = waiting.pop()
        card = browser.show(view)
        yield view, card
        for button in [button for row in card.rows for button in row if button.data]:
            if button.data not in seen:
                seen.add(button.data)
                found = browser.views.read(button.data)
                assert found is not None
                assert found.ref or found.kind not in ("card", "sector", "region")
                waiting.append(found)


@pytest.mark.parametrize("language", ["id", "en"])
def test_all_that_can_be_reached_is_sound(browser: Browser, knowledge: Knowledge, language: str) -> None:
    met: dict[str, set[str]] = {"card": set(), "region": set(), "sector": set()}
    for view, card in reached(browser, language):
        assert 0 < html.length(card.html) <= html.LIMIT
        assert shown(card)
        labels = [button.label for row in card.rows for button in row]
        assert all(0 < len(label) <= 64 for label in labels)
        assert len(labels) == len(set(labels))
        assert len(card.rows) <= 12
        met.get(view.kind, set()).add(view.ref)
    assert met["card"] == set(knowledge.cooperations)
    assert met["sector"] == {sector for one in knowledge.cooperations.values() for sector in one.sectors}
    assert met["region"] >= {
        party.region for one in knowledge.cooperations.values() for party in one.parties if party.region
    }


def test_of_very_many_all_can_be_reached() -> None:
    known = synthetic(60)
    cards = {view.ref for view, _ in reached(Browser(known, catalogue(known)), "id") if view.kind == "card"}
    assert cards == set(known.cooperations)


def test_what_a_list_says_has_its_source(browser: Browser) -> None:
    for view, card in reached(browser, "en"):
        if view.kind in ("all", "sector", "region", "timeline"):
            said, _, listed = shown(card).rpartition("\nSources\n")
            assert set(re.findall(r"\[\d+\]", said)) == set(re.findall(r"\[\d+\]", listed))
            told = [line for line in said.split("\n") if re.match(r"    |\d+\. ", line) and not line.endswith("]")]
            names = [line for line in told if not re.match(r"\d+\. ", line)]
            assert names == []


def test_a_province_tells_its_own_from_those_of_its_cities(browser: Browser) -> None:
    text = shown(browser.show(View("region", "id", "provinsi-kalimantan-timur")))
    own, below = text.index("Provinsi Kalimantan Timur sendiri menjadi pihak (2)"), text.index("Daerah di dalamnya (3)")
    assert own < text.index("Layanan ekspor bagi UMKM") < below < text.index("Kerja sama Kota Palu dan Kota Balikpapan")
    assert "Letak: Indonesia › Kalimantan" in text


def test_the_timeline_goes_by_month_and_marks_plans(browser: Browser) -> None:
    made = [shown(browser.show(View("timeline", "id", page=page))) for page in (0, 1)]
    months = ["Januari 2026", "Agustus 2025", "Mei 2025", "Tanggal tidak disebut sumber"]
    places = [made[0].index(f"\n{month}\n") for month in months]
    assert places == sorted(places)
    assert "baru rencana: Nota kesepahaman (MoU) Kota Palu dengan kota mitra ASEAN" in made[0]
    assert "ditandatangani: Nota kesepahaman (MoU) Kota Palu dan Kota Balikpapan" in made[1]
    assert not re.search(r"ditandatangani: .*ASEAN", "".join(made))


def test_a_visit_does_not_pass_for_a_signing(browser: Browser) -> None:
    text = shown(browser.show(View("all", "id")))
    assert "kunjungan kerja 30 Mei 2025 · Kota Palu, Kota Balikpapan · kesepakatan sudah ditandatangani" in text
    assert "ditandatangani 7 Agustus 2025 · Provinsi Kalimantan Timur, Provinsi Kalimantan Utara" in text
    assert "pernyataan 14 Agustus 2025 · Kota Palu, Kota Kinabalu, Davao, Chiang Mai · baru rencana" in text


def test_the_way_back_leads_to_the_page_that_one_came_from(browser: Browser) -> None:
    came = View("timeline", "id", page=1)
    opened = next(b for row in browser.show(came).rows for b in row if b.label == "9")
    view = browser.views.read(opened.data)
    assert view
    assert view.ref == "palu-balikpapan"
    for _ in range(3):  # however far one turns the pages of the card
        rows = browser.show(view).rows
        data = {button.label: button.data for row in rows for button in row}
        view = browser.views.read(data["›"])
        assert view
    assert browser.views.read(data["« Kembali"]) == came


def test_pages_that_are_not_there_are_the_last(browser: Browser, knowledge: Knowledge) -> None:
    for kind in STARTS:
        assert shown(browser.show(View(kind, "id", page=998)))
    last = browser.show(View("card", "id", "palu-asean", page=500))
    labels = [button.label for row in last.rows for button in row]
    count = len(list(pages(knowledge.cooperations["palu-asean"], knowledge, "id")))
    assert f"{count}/{count}" in labels


def test_what_has_gone_is_told_kindly(knowledge: Knowledge, browser: Browser) -> None:
    card = browser.gone("id")
    assert shown(card).startswith(phrase("id", "brw.gone"))
    assert "1. Penjajakan kerja sama Kota Parepare" in shown(card)
    # A list that has gone leads to the one above it.
    assert shown(browser.show(View("sector", "id"))).startswith(phrase("id", "brw.sectors"))
    assert shown(browser.show(View("region", "id"))).startswith(phrase("id", "brw.regions"))
    assert shown(browser.show(View("region", "id", "singapura"))).startswith(phrase("id", "brw.regions"))


def test_nothing_on_record_is_said(knowledge: Knowledge) -> None:
    empty = knowledge.model_copy(update={"cooperations": {}, "sources": {}})
    browser = Browser(empty, catalogue(empty))
    for kind in STARTS:
        assert shown(browser.show(View(kind, "en")))
    assert shown(browser.show(View("sectors", "en"))) == phrase("en", "brw.empty")
