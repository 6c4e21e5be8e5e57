"""What is new for whom: only what reads differently, by topic and hierarchy, since somebody began to follow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.answering import news
from bot.answering.news import BEFORE_ALL, Bulletin, Form, News
from bot.knowledge.model import BilingualList, Cooperation, Knowledge, Stage

START = datetime(2026, 1, 5, 9, 0, 0, 250, tzinfo=UTC)
PALU = "palu-balikpapan"
ALL = ("all", "")


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def changed(cooperation: Cooperation, **fields: Any) -> Cooperation:
    return cooperation.model_copy(update=fields)


def test_only_what_a_reader_sees_counts(knowledge: Knowledge) -> None:
    before = knowledge.cooperations[PALU]
    facts = tuple(one.model_copy(update={"questions": BilingualList(id=("Apa?",))}) for one in before.facts)
    events = tuple(
        one.model_copy(update={"sources": tuple(each.model_copy(update={"evidence": ()}) for each in one.sources)})
        for one in before.events
    )
    unseen = changed(before, events=events, aliases=BilingualList(id=("lain",)), facts=facts, gaps=(), related=())
    assert unseen != before
    assert news.fingerprint(unseen) == news.fingerprint(before)
    name = before.name.model_copy(update={"en": "Another name"})
    for seen in (
        changed(before, name=name),
        changed(before, facts=before.facts[1:]),
        changed(before, stage=Stage.SELESAI),
        changed(before, sources=before.sources[:0]),
    ):
        assert news.fingerprint(seen) != news.fingerprint(before)


def test_all_cooperations_have_fingerprints_of_their_own(knowledge: Knowledge) -> None:
    found = news.fingerprints(knowledge)
    assert found.keys() == knowledge.cooperations.keys()
    assert len(set(found.values())) == len(found)


def test_a_region_stands_for_all_that_lies_in_it(knowledge: Knowledge) -> None:
    found = news.topics(knowledge.cooperations[PALU], knowledge)
    regions = {ref for kind, ref in found if kind == "region"}
    assert {"kota-palu", "kota-balikpapan", "provinsi-kalimantan-timur"} <= regions
    assert "provinsi-kalimantan-utara" not in regions
    assert ALL in found
    assert {ref for kind, ref in found if kind == "sector"} == set(knowledge.cooperations[PALU].sectors)


def test_a_history_is_read_as_it_was_written() -> None:
    history = news.updated({}, {"a": "1", "b": "1"}, BEFORE_ALL)
    history = news.updated(history, {"a": "2", "c": "1"}, day(1))
    assert history["a"] == (Form(BEFORE_ALL, "1"), Form(day(1), "2"))
    assert history["b"][-1] == Form(day(1), "")
    assert news.read(news.written("v", history)) == ("v", history)
    assert news.updated(history, {"a": "2", "c": "1"}, day(2)) == history


def bulletin(knowledge: Knowledge, *forms: tuple[float | None, str]) -> Bulletin:
    """Forms of the one cooperation, each from a day on; None is before all."""
    history = {PALU: tuple(Form(BEFORE_ALL if at is None else day(at), hash_) for at, hash_ in forms)}
    return Bulletin(knowledge, history)


@pytest.mark.parametrize(
    ("forms", "since", "told", "expected"),
    [
        # Nothing old is told to whoever begins to follow.
        ([(None, "1")], 0, None, None),
        ([(None, "1"), (1, "2")], 2, None, None),
        # What has come or changed since then is.
        ([(None, "1"), (1, "2")], 0, None, False),
        ([(1, "1")], 0, None, True),
        ([(1, "1"), (2, "2")], 0, None, True),
        # Told is told, and told again only where it has changed once more.
        ([(None, "1"), (1, "2")], 0, "2", None),
        ([(None, "1"), (1, "2"), (2, "3")], 0, "2", False),
        # There and back again is nothing, unless it was told in between.
        ([(None, "1"), (1, "2"), (2, "1")], 0, None, None),
        ([(None, "1"), (1, "2"), (2, "1")], 0, "2", False),
        # What was told in an earlier life of the subscription counts for nothing.
        ([(None, "1"), (1, "2"), (2, "3")], 3, "2", None),
        # What has gone is told to nobody; what comes back is new if it was not there when they began.
        ([(None, "1"), (1, "")], 0, None, None),
        ([(None, "1"), (1, ""), (2, "1")], 0, None, None),
        ([(None, "1"), (1, ""), (3, "1")], 2, None, True),
    ],
)
def test_what_is_news_to_somebody(
    knowledge: Knowledge, forms: list[tuple[float | None, str]], since: float, told: str | None, expected: bool | None
) -> None:
    found = bulletin(knowledge, *forms).news([(ALL, day(since))], {PALU: told} if told else {})
    assert found == ([] if expected is None else [News(PALU, forms[-1][1], expected)])


def test_only_what_is_followed(knowledge: Knowledge) -> None:
    one = bulletin(knowledge, (None, "1"), (5, "2"))
    for topic, hears in (
        (("region", "kota-palu"), True),
        (("region", "provinsi-kalimantan-timur"), True),
        (("region", "provinsi-kalimantan-utara"), False),
        (("sector", knowledge.cooperations[PALU].sectors[0]), True),
        (("sector", "sawit"), False),
    ):
        assert bool(one.news([(topic, day(0))], {})) is hears, topic
    # Of several that lead to it the earliest counts.
    assert one.news([(("region", "kota-palu"), day(6)), (ALL, day(0))], {})
    assert not one.news([(("region", "kota-palu"), day(6))], {})


def test_the_newest_change_comes_first(knowledge: Knowledge) -> None:
    history = {id_: (Form(day(at), "1"),) for at, id_ in enumerate(knowledge.cooperations)}
    found = [one.cooperation for one in Bulletin(knowledge, history).news([(ALL, day(-1))], {})]
    assert found == list(reversed(list(knowledge.cooperations)))


def test_pruning_changes_nothing_for_those_who_follow(knowledge: Knowledge) -> None:
    forms = (Form(BEFORE_ALL, "1"), Form(day(1), "2"), Form(day(2), "3"), Form(day(4), "2"))
    history = {PALU: forms, "gone": (Form(BEFORE_ALL, "1"), Form(day(1), ""))}
    for oldest in (0, 1, 1.5, 2, 3, 4, 5):
        pruned = news.pruned(history, day(oldest))
        for since in (oldest, oldest + 0.5, oldest + 3):
            for told in (None, "2", "3"):
                kept = {PALU: told} if told else {}
                following = [(ALL, day(since))]
                assert Bulletin(knowledge, pruned).news(following, kept) == Bulletin(knowledge, history).news(
                    following, kept
                ), (oldest, since, told)
    assert news.pruned(history, day(9)) == {PALU: forms[-1:]}


def test_only_what_changed_is_hashed(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    plainly = news.fingerprint

    def counted(cooperation: Cooperation) -> str:
        hashed.append(cooperation.id)
        return plainly(cooperation)

    monkeypatch.setattr(news, "fingerprint", counted)
    text, first = news.noted(None, knowledge, None, day(0), day(0))
    assert sorted(hashed) == sorted(knowledge.cooperations)
    assert all(forms == (Form(BEFORE_ALL, forms[0].hash),) for forms in first.values())
    hashed.clear()
    # The same records: nothing is to be done.
    assert news.noted(text, knowledge, None, day(1), day(0)) == (text, first)
    other = changed(knowledge.cooperations[PALU], stage=Stage.SELESAI)
    after = knowledge.model_copy(update={"cooperations": {**knowledge.cooperations, PALU: other}, "version": "b"})
    text, second = news.noted(text, after, knowledge, day(1), day(0))
    assert hashed == [PALU]
    assert [id_ for id_ in second if second[id_] != first[id_]] == [PALU]
    assert [one.since for one in second[PALU]] == [BEFORE_ALL, day(1)]
    # Where it is not known what was on record before, everything is looked at.
    hashed.clear()
    assert news.noted(text, knowledge, knowledge, day(2), day(0))[1][PALU][-1] == Form(day(2), first[PALU][0].hash)
    assert len(hashed) == len(knowledge.cooperations)
