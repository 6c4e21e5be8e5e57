"""Once a week the curators are told what was asked in vain."""

from __future__ import annotations

from bot.handlers.weekly import tell_week
from tests.botapi import content
from tests.handlers.stage import ADMIN, Stage, play, text

DAY = 86400.0


def test_the_week_is_told_once(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        async def told() -> list[str]:
            before = len(stage.request.calls)
            await tell_week(stage.services, stage.bot)
            sent = stage.request.calls[before:]
            assert {call.params["chat_id"] for call in sent} <= {ADMIN}
            return [text(call) for call in sent]

        # Monday, 17:00 in the zone of the figures: nothing is known of the week before.
        assert await told() == []
        await stage.say("berapa harga tiket kapal ke parepare?", user=content.user(7, "Budi"))
        await stage.services.settled()
        stage.clock.now += 6 * DAY
        assert await told() == []
        # Next Monday, but before the office opens; then after.
        stage.clock.now += 14 * 3600
        assert await told() == []
        stage.clock.now += 2 * 3600
        (message,) = await told()
        assert "harga tiket kapal" in message
        assert "Budi" not in message
        assert await told() == []
        stage.restart()
        assert await told() == []
        stage.clock.now += 7 * DAY
        assert len(await told()) == 1

    play(stage, story)
