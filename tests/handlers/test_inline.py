"""Queries in other chats."""

from __future__ import annotations

from typing import Any

from bot.answering.engine import Engine
from bot.handlers.services import State
from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from tests.bench.synthetic import knowledge as synthetic
from tests.botapi import content, entities, offline
from tests.botapi.backend import Call
from tests.handlers.stage import Stage, buttons, play, text


async def query(stage: Stage, typed: str, *, language: str | None = "id", offset: str = "") -> Call:
    person = content.user(6, language=language)
    (answered,) = await stage.bring(offline.inline(stage.bot, typed, user=person, offset=offset))
    assert answered.method == "answerInlineQuery"
    return answered


def said(result: dict[str, Any]) -> str:
    given = result["input_message_content"]
    assert given["link_preview_options"] == {"is_disabled": True}
    plain, _ = entities.formatted(given["message_text"], given["parse_mode"])
    return plain


def test_the_answer_comes_first_with_date_parties_stage_and_source(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answered = await query(stage, "kapan palu berkunjung ke balikp")
        first = answered.params["results"][0]
        assert first["type"] == "article"
        assert first["description"].startswith("kunjungan kerja 30 Mei 2025 · Kota Palu, Kota Balikpapan · kesepakatan")
        assert "Jumat, 30 Mei 2025" in first["description"]
        assert "\nSumber\n• Fokus Borneo" in said(first)
        (row,) = first["reply_markup"]["inline_keyboard"]
        assert row[0]["url"] == "https://t.me/test_bot?start=palu-balikpapan"
        assert row[1]["switch_inline_query"] == "palu-balikpapan"

    play(stage, story)


def test_every_result_stands_alone_with_a_source(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for typed, language in (("palu", "en"), ("kerja sama 2025", "id"), ("kaltim kalt", "id"), ("rencana", "id")):
            results = (await query(stage, typed, language=language)).params["results"]
            assert results
            assert len({one["id"] for one in results}) == len(results)
            for one in results:
                assert "\nSumber\n" in said(one) or "\nSources\n" in said(one), one["title"]
                assert len(one["title"]) <= 120
                # Measured before its markup is read, unlike a message.
                assert len(one["input_message_content"]["message_text"]) <= 4096

    play(stage, story)


def test_the_same_thing_has_the_same_id_whatever_was_typed(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        ids = {}
        for typed in ("palu", "palu ", "palu-balikpapan", ""):
            results = (await query(stage, typed)).params["results"]
            ids[typed] = next(r["id"] for r in results if r["title"] == "Kerja sama Kota Palu dan Kota Balikpapan")
        assert len(set(ids.values())) == 1
        other = (await query(stage, "palu-balikpapan", language="en")).params["results"]
        assert other[0]["id"] not in ids.values()

    play(stage, story)


def test_an_empty_query_shows_the_newest_in_the_language_of_the_person(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        for typed, language, title in (
            ("", "id", "Penjajakan kerja sama Kota Parepare dan Kota Balikpapan"),
            ("  ", "en", knowledge.cooperations["parepare-balikpapan"].name.en),
        ):
            answered = await query(stage, typed, language=language)
            assert answered.params["results"][0]["title"] == title
            assert len(answered.params["results"]) == len(knowledge.cooperations)
            assert answered.params["is_personal"] is True
            assert 0 < answered.params["cache_time"] < 300

    play(stage, story)


def test_what_shows_its_language_is_kept_for_everybody(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        general = await query(stage, "siapa wali kota parepare", language="en")
        assert general.params["is_personal"] is False
        assert general.params["cache_time"] == 300
        assert (await query(stage, "palu", language="en")).params["is_personal"] is True

    play(stage, story)


def test_nothing_found_leads_into_the_private_chat_and_is_asked_there(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answered = await query(stage, "siapa presiden uzbekistan")
        assert answered.params["results"] == []
        assert answered.params["cache_time"] <= 30
        button = answered.params["button"]
        assert button["text"] == phrase("id", "inl.nothing")
        reply = await stage.ask(f"/start {button['start_parameter']}", user=content.user(6))
        assert text(reply).startswith("siapa presiden uzbekistan\n\n")
        assert "Uzbekistan" in text(reply).partition("\n\n")[2]
        long = (await query(stage, "xyzzy " * 20)).params["button"]["start_parameter"]
        assert text(await stage.ask(f"/start {long}")) == phrase("id", "brw.start.inline")

    play(stage, story)


def test_pages_go_on_where_the_last_one_ended(engine: Engine) -> None:
    known = synthetic(70)
    stage = Stage(Engine(known))

    async def story(stage: Stage) -> None:
        titles, offset, turns = [], "", 0
        while turns == 0 or offset:
            answered = await query(stage, "", offset=offset)
            titles += [one["title"] for one in answered.params["results"]]
            offset, turns = answered.params.get("next_offset", ""), turns + 1
            assert len(answered.params["results"]) <= 50
        assert turns == 4
        assert sorted(titles) == sorted(one.name.id for one in known.cooperations.values())
        region = next(iter(known.cooperations.values())).parties[0].region
        assert region
        name, offset = known.regions[region].name.en, ""
        found: list[str] = []
        while not found or offset:
            answered = await query(stage, name, offset=offset)
            found += [one["id"] for one in answered.params["results"]]
            offset = answered.params.get("next_offset", "")
        assert len(found) == len(set(found)) > 20

    play(stage, story)


def test_an_offset_of_another_load_or_of_nobody_ends_the_list(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for offset in ("20", "old.20", f"{stage.services.state.knowledge.version[:12]}.x", "…", "." * 60):
            answered = await query(stage, "palu", offset=offset)
            assert answered.params["results"] == []
            assert not answered.params.get("next_offset")
            assert "button" not in answered.params

    play(stage, story)


def test_a_query_that_is_too_old_is_no_error(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        stage.request.backend.fault("answerInlineQuery", 400, "Bad Request: query is too old")
        assert (await query(stage, "palu")).status == 400

    play(stage, story)


def test_nothing_of_a_query_is_kept(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await query(stage, "siapa wali kota parepare")
        await stage.services.settled()
        clock = stage.clock.time()
        kept = await stage.services.storage.questions.between(clock.replace(year=2000), clock.replace(year=2100))
        assert kept == []

    play(stage, story)


def test_hostile_queries_get_sound_answers(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for typed in ("<b>palu</b> & 'balikpapan'", "palu " * 50, "\u202epalu", "kenapa <script>palu</script> mou"):
            for one in (await query(stage, typed)).params["results"]:
                assert "<script" not in one["input_message_content"]["message_text"]

    play(stage, story)


def test_a_reload_between_two_letters_is_seen(stage: Stage, engine: Engine) -> None:
    async def story(stage: Stage) -> None:
        assert (await query(stage, "palu")).params["results"]
        known = synthetic(5)
        stage.services.state = State.of(Engine(known))
        titles = {one["title"] for one in (await query(stage, "")).params["results"]}
        assert titles == {one.name.id for one in known.cooperations.values()}

    play(stage, story)


def test_the_first_page_of_a_card_is_what_is_shared(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        card = await stage.ask("/start kaltim-kaltara")
        share = [b for row in card.params["reply_markup"]["inline_keyboard"] for b in row if "switch_inline_query" in b]
        (result,) = (await query(stage, share[0]["switch_inline_query"])).params["results"]
        assert said(result) == text(card)
        assert "Bagikan" in buttons(card)

    play(stage, story)
