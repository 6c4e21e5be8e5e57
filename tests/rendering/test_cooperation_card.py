"""The card of a cooperation: all of it, every line with its sources, in pages that fit."""

from __future__ import annotations

import html as html_
import re

import pytest

from bot.knowledge.model import Bilingual, BilingualList, Citation, Cooperation, Fact, Knowledge
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.cooperation_card import DIFFER, FACTS, pages
from tests.botapi import entities

_MARK = re.compile(r"\[(\d+)\]")


def shown(marked: str) -> str:
    plain, _ = entities.formatted(marked, "HTML")
    return plain


def read(cooperation: Cooperation, knowledge: Knowledge, language: str) -> list[str]:
    return [shown(page.html) for page in pages(cooperation, knowledge, language)]


@pytest.fixture(params=["id", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_everything_on_record_stands_on_the_card(knowledge: Knowledge, language: str) -> None:
    for one in knowledge.cooperations.values():
        text = "\n".join(read(one, knowledge, language))
        wanted = [one.name[language], one.summary[language], phrase(language, f"stage.{one.stage.value}")]
        wanted += [knowledge.name_of(party.ref)[language] for party in one.parties]
        wanted += [knowledge.sectors[sector].name[language] for sector in one.sectors]
        wanted += [record.name[language] for record in one.instruments]
        wanted += [record.name[language] for record in one.events]
        wanted += [knowledge.people[role.person].name for role in one.people]
        wanted += [role.part[language] for role in one.people]
        for fact in one.facts:
            wanted += [fact.text[language], *(item[language] for item in fact.items)]
        for point in one.discrepancies:
            wanted += [point.held[language], point.why[language], *(r.value[language] for r in point.readings)]
        assert [part for part in wanted if part not in text] == []


def test_every_line_has_its_sources_and_every_page_lists_them(knowledge: Knowledge, language: str) -> None:
    label = phrase(language, "sources.label")
    for one in knowledge.cooperations.values():
        for page in read(one, knowledge, language):
            said, _, listed = page.rpartition(f"\n{label}\n")
            marked, numbered = set(_MARK.findall(said)), _MARK.findall(listed)
            assert marked == set(numbered)
            assert [int(number) for number in numbered] == sorted(int(number) for number in numbered)
            for line in said.split("\n"):
                if line.startswith(("• ", "   ")):
                    assert _MARK.search(line) or phrase(language, "brw.card.no_instrument") in line, line


def test_a_number_leads_to_its_article_on_whatever_page(knowledge: Knowledge) -> None:
    one, found = knowledge.cooperations["palu-balikpapan"], dict[str, str]()
    for page in pages(one, knowledge, "id"):
        for number, url in re.findall(r'^\[(\d+)\] <a href="([^"]*)">', page.html, flags=re.M):
            assert found.setdefault(number, url) == url
    assert {html_.unescape(url) for url in found.values()} <= {source.url for source in knowledge.sources.values()}
    assert len(set(found.values())) == len(found) >= 5


def test_every_page_fits_a_message(knowledge: Knowledge, language: str) -> None:
    for one in knowledge.cooperations.values():
        for page in pages(one, knowledge, language):
            assert html.length(page.html) <= html.LIMIT
            assert "<b></b>" not in page.html
            assert "\n\n\n" not in page.html


def test_what_is_only_planned_is_not_signed(knowledge: Knowledge, language: str) -> None:
    first = read(knowledge.cooperations["palu-asean"], knowledge, language)[0]
    assert phrase(language, "brw.status.planned") in first
    assert phrase(language, "stage.rencana") in first
    names = {"id": "Kota Kinabalu, Davao, Chiang Mai", "en": "Kota Kinabalu, Davao, Chiang Mai"}
    assert phrase(language, "brw.card.prospective", names=names[language]) in first


def test_sections_are_named_by_the_pages_they_stand_on(knowledge: Knowledge) -> None:
    made = list(pages(knowledge.cooperations["palu-balikpapan"], knowledge, "id"))
    assert made[0].sections[0] == "about"
    assert FACTS in made[1].sections
    assert DIFFER in made[-1].sections


def test_a_disagreement_is_not_torn_apart(knowledge: Knowledge, language: str) -> None:
    for one in knowledge.cooperations.values():
        for page in read(one, knowledge, language):
            for point in one.discrepancies:
                about = point.about[language]
                head = about[:1].upper() + about[1:] + ":"
                assert (head in page) == (point.why[language] in page)


def test_a_hostile_record_cannot_break_the_page(knowledge: Knowledge) -> None:
    one = knowledge.cooperations["palu-asean"]
    bad = Bilingual(id="<b>& </i>" + "x" * 880, en="<a href='x'>")
    fact = one.facts[0].model_copy(update={"text": bad, "items": (bad,) * 12})
    cited = tuple(Citation(source=source) for source in knowledge.sources)
    large = one.model_copy(update={"name": bad, "facts": (fact,) * 3, "sources": cited})
    for language in ("id", "en"):
        for page in pages(large, knowledge, language):
            assert html.length(page.html) <= html.LIMIT
            assert shown(page.html)


def test_a_fact_with_very_many_items_goes_on_over_the_page(knowledge: Knowledge) -> None:
    one = knowledge.cooperations["palu-asean"]
    items = tuple(Bilingual(id=f"butir {number} " + "y" * 200, en="x") for number in range(40))
    fact = Fact(
        id="long",
        text=Bilingual(id="Panjang.", en="Long."),
        items=items,
        questions=BilingualList(),
        sources=one.sources,
    )
    made = read(one.model_copy(update={"facts": (fact,)}), knowledge, "id")
    text = "\n".join(made)
    assert all(f"butir {number} " in text for number in range(40))
    assert len(made) >= 4
