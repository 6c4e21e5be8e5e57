"""Order within a chat, none between chats."""

from __future__ import annotations

import asyncio

from telegram import Chat, Message, Update

from bot.ordering import OrderPerChat


def update(number: int, chat: int) -> Update:
    message = Message(number, None, Chat(chat, "private"))  # type: ignore[arg-type]
    return Update(number, message=message)


def test_a_slow_chat_holds_up_only_itself() -> None:
    async def story() -> list[str]:
        processor, seen, gate = OrderPerChat(), [], asyncio.Event()

        async def slow() -> None:
            await gate.wait()
            seen.append("slow")

        async def note(what: str) -> None:
            seen.append(what)

        async with processor:
            tasks = [
                asyncio.create_task(processor.process_update(update(1, 1), slow())),
                asyncio.create_task(processor.process_update(update(2, 1), note("second"))),
                asyncio.create_task(processor.process_update(update(3, 1), note("third"))),
                asyncio.create_task(processor.process_update(update(4, 2), note("other chat"))),
                asyncio.create_task(processor.process_update("no update", note("no chat"))),
            ]
            await asyncio.sleep(0.01)
            assert seen == ["other chat", "no chat"]
            gate.set()
            await asyncio.gather(*tasks)
        assert processor._last == {}
        return seen

    assert asyncio.run(story()) == ["other chat", "no chat", "slow", "second", "third"]


def test_an_error_does_not_stop_the_chat() -> None:
    async def story() -> None:
        processor, seen = OrderPerChat(), []

        async def fail() -> None:
            raise RuntimeError("x")

        async def note() -> None:
            seen.append(1)

        results = await asyncio.gather(
            processor.process_update(update(1, 1), fail()),
            processor.process_update(update(2, 1), note()),
            return_exceptions=True,
        )
        assert isinstance(results[0], RuntimeError)
        assert seen == [1]

    asyncio.run(story())


def test_one_persons_flood_takes_one_place() -> None:
    async def story() -> None:
        processor, gate, seen = OrderPerChat(at_once=2), asyncio.Event(), []

        async def wait() -> None:
            await gate.wait()

        async def note() -> None:
            seen.append(1)

        flood = [asyncio.create_task(processor.process_update(update(n, 1), wait())) for n in range(50)]
        await asyncio.sleep(0)
        await asyncio.wait_for(processor.process_update(update(99, 2), note()), timeout=1)
        assert seen == [1]
        gate.set()
        await asyncio.gather(*flood)

    asyncio.run(story())
