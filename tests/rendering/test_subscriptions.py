"""What subscribers choose from and are told: every button is read again, and every message fits."""

from __future__ import annotations

import pytest

from bot.answering.catalogue import Catalogue, catalogue
from bot.answering.names import ancestors
from bot.answering.news import News, Topic
from bot.knowledge.model import Knowledge
from bot.rendering import html, subscriptions
from bot.rendering.callbacks import Callbacks
from bot.rendering.cards import Card
from bot.rendering.subscriptions import CHOICES, Following, Move


@pytest.fixture(scope="module")
def orders(knowledge: Knowledge) -> Catalogue:
    return catalogue(knowledge)


def presses(card: Card) -> list[Move]:
    """What the buttons of a message do; all of them can be read."""
    found = [subscriptions.read(one.data) for row in card.rows for one in row]
    assert all(len(one.data.encode()) <= 64 for row in card.rows for one in row)
    moves = [one for one in found if one]
    assert len(moves) == len(found)
    return moves


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_region_and_sector_can_be_reached(knowledge: Knowledge, orders: Catalogue, language: str) -> None:
    following = Following(knowledge, orders, language)
    found: set[Topic] = set()
    seen: set[Move] = set()
    waiting = [Move("home"), Move("list", "sector"), Move("list", "region")]
    while waiting:
        move = waiting.pop()
        if move in seen:
            continue
        seen.add(move)
        topic = following.topic(move, ()) if move.digest or move.kind == "all" else None
        if move.act == "toggle":
            assert topic
            found.add(topic)
            continue
        if move.kind == "sector":
            card = following.sectors(move.page, ())
        elif move.kind == "region":
            card = following.region(topic[1] if topic else "", move.page, ())
        else:
            card = following.home(())
        assert sum(len(row) for row in card.rows) <= CHOICES + 6
        waiting += presses(card)
    assert {ref for kind, ref in found if kind == "sector"} == set(knowledge.sectors)
    # All but what only holds what is listed: Indonesia, Sulawesi.
    top = set(orders.roots)
    below = {one for one in orders.places if top & {one, *ancestors(knowledge, one)}}
    assert below <= {ref for kind, ref in found if kind == "region"}
    assert ("all", "") in found


def test_what_is_followed_is_marked_and_named(knowledge: Knowledge, orders: Catalogue) -> None:
    following = Following(knowledge, orders, "en")
    followed: list[Topic] = [("region", "provinsi-kalimantan-timur"), ("sector", "umkm"), ("region", "gone")]
    card = following.home(followed)
    assert "• East Kalimantan" in card.html
    assert "• gone" in card.html
    assert [move for move in presses(card) if move.act == "drop"] == [
        Move("drop", kind, subscriptions.digest(ref)) for kind, ref in followed
    ]
    assert following.topic(Move("drop", "region", subscriptions.digest("gone")), followed) == ("region", "gone")
    marked = [one.label for row in following.region("", 0, followed).rows for one in row if one.label.startswith("✓")]
    assert len(marked) == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_any_number_of_news_fits(knowledge: Knowledge, orders: Catalogue, language: str) -> None:
    long = {
        f"{'x' * 50}-{n}": one.model_copy(
            update={
                "id": f"{'x' * 50}-{n}",
                "name": one.name.model_copy(update={"id": "<&>" * 300, "en": "<&>" * 300}),
            }
        )
        for n, one in enumerate(list(knowledge.cooperations.values()) * 3)
    }
    many = knowledge.model_copy(update={"cooperations": long})
    following, callbacks = Following(many, catalogue(many), language), Callbacks(many)
    for count in (1, 4, 8, 9, len(long)):
        news = [News(one, "1", number % 2 == 0) for number, one in enumerate(long)][:count]
        card = following.digest(news, callbacks)
        assert html.visible(card.html) <= html.LIMIT
        assert html.escaped("<&>") in card.html
        assert card.rows[-1][-1].data == "l:x"
        assert all(len(one.data.encode()) <= 64 for row in card.rows for one in row)


def test_pages_go_round(knowledge: Knowledge, orders: Catalogue) -> None:
    following = Following(knowledge, orders, "id")
    first = following.sectors(0, ())
    assert following.sectors(99, ()).rows != first.rows
    turns = [move for move in presses(first) if move.act == "list"]
    assert [move.page for move in turns] == [2, 0, 1]
