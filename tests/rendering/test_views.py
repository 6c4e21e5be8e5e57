"""What the buttons of lists and cards carry."""

from __future__ import annotations

import random

import pytest

from bot.knowledge.model import Knowledge
from bot.rendering.views import KINDS, LAST, View, Views

LONG = "kerja-sama-" + "x" * 49


@pytest.fixture
def views(knowledge: Knowledge) -> Views:
    return Views(knowledge)


def test_every_view_comes_back_from_its_button(knowledge: Knowledge, views: Views) -> None:
    refs = {"card": knowledge.cooperations, "sector": knowledge.sectors, "region": knowledge.regions}
    for kind in KINDS.values():
        for ref in refs.get(kind, {"": None}):
            for language in ("id", "en"):
                for back in (None, View("timeline", language, page=7), View("sector", language, "umkm", 2)):
                    view = View(kind, language, ref, 3, back)
                    data = views.data(view)
                    assert len(data.encode()) <= 64
                    assert views.read(data) == view


def test_the_longest_id_fits_too(knowledge: Knowledge) -> None:
    one = knowledge.cooperations["palu-asean"]
    sector = next(iter(knowledge.sectors.values()))
    large = knowledge.model_copy(
        update={
            "cooperations": {LONG: one, LONG[:-1] + "y": one, "c" * 40: one},
            "sectors": {LONG: sector},
        }
    )
    views = Views(large)
    for ref in large.cooperations:
        view = View("card", "en", ref, LAST, View("sector", "en", LONG, LAST))
        assert len(views.data(view).encode()) <= 64
        assert views.read(views.data(view)) == view


def test_what_has_gone_is_an_empty_reference(knowledge: Knowledge, views: Views) -> None:
    data = views.data(View("card", "id", "palu-asean", back=View("sector", "id", "umkm")))
    left = knowledge.model_copy(update={"cooperations": {}, "sectors": {}})
    assert Views(left).read(data) == View("card", "id", "")


@pytest.mark.parametrize(
    "data", ["b:", "b:ix:0::", "b:xc:0:palu-asean:", "b:ic:9999::", "b:ic:0:../x:", "q:ic:0::", "b:ic:0"]
)
def test_other_data_is_no_button(views: Views, data: str) -> None:
    assert views.read(data) is None


def test_whatever_is_sent_there_is_no_error(views: Views) -> None:
    rng = random.Random(3)
    for _ in range(2000):
        data = "b:" + "".join(rng.choice("iecrs:0123456789.-~abé") for _ in range(rng.randrange(30)))
        view = views.read(data)
        assert view is None or view.kind in KINDS.values()
