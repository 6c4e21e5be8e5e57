"""What a query in another chat finds, as results: each stands alone once it is sent, with its sources."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bot.answering.compose import Composer
from bot.answering.entries import Entry
from bot.answering.finding import Found
from bot.answering.outcomes import Answer
from bot.knowledge.model import Cooperation, Fact, Knowledge
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.browsing import Browser
from bot.rendering.cards import Button, Card, Rows
from bot.rendering.parts import parts
from bot.rendering.summary_line import summary_line

LONGEST_TITLE, LONGEST_DESCRIPTION = 120, 300
"""Characters; phones show less of both."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result: what the list shows of it, and the message that it becomes. The same thing has the same id always."""

    id: str
    title: str
    description: str
    card: Card


class Inline:
    """Makes results out of what is found, over one load."""

    def __init__(self, knowledge: Knowledge, browser: Browser) -> None:
        """Take the records and the cards of cooperations."""
        self._knowledge, self._browser = knowledge, browser
        self._composer = Composer(knowledge)

    def results(self, found: Found, home: str, start: int, count: int) -> list[Result]:
        """Return some of the results, best first; `home` is the address of the bot's own chat."""
        answered = found.answer is not None
        shown = found.entries[max(0, start - answered) : start + count - answered]
        made = [self._answer(found, found.answer, home)] if found.answer and start == 0 else []
        return made + [self._entry(entry, found.language, home) for entry in shown]

    def _answer(self, found: Found, answer: Answer, home: str) -> Result:
        cooperation = self._knowledge.cooperations.get(answer.entry or "")
        if cooperation and found.stated == cooperation.id:
            return self._cooperation(cooperation, answer.language, home)
        asked = found.asked[:1].upper() + found.asked[1:]
        # A fact stands alone; what is made for the question is no use without it.
        text = self._text(answer, "" if found.stated else asked)
        said = " ".join(one.text for one in (*answer.lead, *answer.items))
        return self._result(found.stated or text, answer.language, asked, said, cooperation, text, home)

    def _entry(self, entry: Entry, language: str, home: str) -> Result:
        fact = entry.record
        if not isinstance(fact, Fact):
            return self._cooperation(entry.cooperation, language, home)
        asked = next(iter(fact.questions[language]), entry.cooperation.name[language])
        answer = self._composer.fact(entry.cooperation, fact, language, confidence=1.0, question=asked)
        text = self._text(answer)
        return self._result(entry.id, language, asked, fact.text[language], entry.cooperation, text, home)

    def _text(self, answer: Answer, asked: str = "") -> str:
        """Return an answer that is short enough with its addresses too: results are measured before they are read."""
        made = parts(answer, self._knowledge)
        text = html.answer(made, asked)
        room = html.LIMIT
        while html.length(text) > html.LIMIT:
            room -= html.length(text) - html.LIMIT
            text = html.answer(made, asked, room)
        return text

    def _cooperation(self, cooperation: Cooperation, language: str, home: str) -> Result:
        text = self._browser.opening(cooperation.id, language)
        said = cooperation.summary[language]
        return self._result(cooperation.id, language, cooperation.name[language], said, cooperation, text, home)

    def _result(
        self, key: str, language: str, title: str, said: str, cooperation: Cooperation | None, text: str, home: str
    ) -> Result:
        told = [summary_line(cooperation, self._knowledge, language)] if cooperation else []
        description = html.shortened(html.sound("\n".join([*told, said])), LONGEST_DESCRIPTION)
        title = html.shortened(html.sound(title[:1].upper() + title[1:]), LONGEST_TITLE)
        rows: Rows = ((Button(phrase(language, "brw.button.ask"), url=home),),)
        if cooperation:
            opened = Button(phrase(language, "brw.button.open"), url=f"{home}?start={cooperation.id}")
            rows = ((opened, self._browser.share(cooperation.id, language)),)
        digest = hashlib.sha256(f"{language} {key}".encode("utf-8", "replace")).hexdigest()[:32]
        return Result(digest, title, description, Card(text, rows))
