"""Updates by the Bot API's spec and beyond it, the whole way: whatever comes, the process goes on as before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot import app
from bot.answering.engine import Engine
from bot.receiving.desk import Ending
from tests.botapi import spec
from tests.botapi.content import Json
from tests.botapi.spec import ARRAY, Field
from tests.receiving.brought import NOW, Bring, bringing

DEEPEST = 3
QUICKLY = settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)

TEXT = st.one_of(
    st.sampled_from(
        ("Kapan Palu berkunjung ke Balikpapan?", "/tanya siapa wali kota Parepare", "/start", "halo", "q:")
    ),
    st.text(max_size=60),
)
KEY = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
IDS = st.integers(-(2**52) + 1, 2**52 - 1)
AMOUNTS = st.integers(0, 2**31 - 1)
MOMENTS = st.integers(int(NOW.timestamp()) - 600, int(NOW.timestamp()))
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEY, inner, max_size=3)),
    max_leaves=6,
)


# By the spec


@cache
def objects(name: str, depth: int = 0) -> SearchStrategy[Any]:
    """Return what an object of the spec may be; the deeper, the fewer members that may be missing."""
    described = spec.load().types[name]
    if described.any_of:
        return st.one_of([objects(one, depth) for one in described.any_of])
    needed, may = {}, {}
    for field, what in described.fields.items():
        # That of a message one may no longer see is always there too, whatever the spec's file says.
        if what.required or field == "date":
            needed[field] = values(field, what, depth)
        elif depth < DEEPEST:
            may[field] = values(field, what, depth)
    return st.fixed_dictionaries(needed, optional=may)


def values(name: str, field: Field, depth: int) -> SearchStrategy[Any]:
    if field.choices:
        return st.sampled_from(field.choices)
    return st.one_of([of_type(name, kind, depth) for kind in field.types])


def of_type(name: str, kind: str, depth: int) -> SearchStrategy[Any]:
    if kind.startswith(ARRAY):
        inner = Field(tuple(kind.removeprefix(ARRAY).split(" or ")))
        return st.lists(st.deferred(lambda: values(name, inner, depth + 1)), max_size=2 if depth < DEEPEST else 0)
    if kind in spec.load().types:
        return st.deferred(lambda: objects(kind, depth + 1))
    number = IDS if name.endswith("id") else MOMENTS if name.endswith(("date", "time")) else AMOUNTS
    simple: dict[str, SearchStrategy[Any]] = {
        "Integer": number,
        "Float": st.floats(-180, 180),
        "String": KEY if name.endswith("id") else TEXT,
    }
    return simple.get(kind, st.just(True))


@st.composite
def by_the_spec(draw: st.DrawFn) -> Json:
    """Draw an update of a kind that the bot asks for."""
    kind = draw(st.sampled_from(app.UPDATES))
    (type_,) = spec.load().types["Update"].fields[kind].types
    return {"update_id": draw(st.integers(0, 2**31)), kind: draw(objects(type_))}


@st.composite
def beyond_it(draw: st.DrawFn) -> Json:
    """Draw an update of which one member, somewhere, is anything."""
    update = draw(by_the_spec())
    inside: Any = update
    while True:
        key = draw(st.sampled_from(sorted(inside) if isinstance(inside, dict) else range(len(inside))))
        if not (isinstance(inside[key], dict | list) and inside[key] and draw(st.integers(0, 3))):
            break
        inside = inside[key]
    inside[key] = draw(ANYTHING)
    return update


# The way


@pytest.fixture(scope="module")
def bring(engine: Engine) -> Iterator[Bring]:
    with bringing(engine) as brought:
        yield brought


@QUICKLY
@given(update=by_the_spec())
def test_whatever_is_by_the_spec_is_done(bring: Bring, update: Json) -> None:
    assert bring(json.dumps(update).encode()) == (Ending.DONE, "")


@QUICKLY
@given(update=beyond_it())
def test_whatever_is_beyond_it_ends_without_a_handler_failing(bring: Bring, update: Json) -> None:
    ended = bring(json.dumps(update).encode())
    assert ended is None or ended[0] in (Ending.DONE, Ending.LATE, Ending.FAILED)


@QUICKLY
@given(body=st.one_of(st.binary(max_size=200), ANYTHING.map(lambda value: json.dumps(value).encode())))
def test_whatever_is_no_update_is_told_from_one(bring: Bring, body: bytes) -> None:
    assert bring(body) is None or b"update_id" in body
