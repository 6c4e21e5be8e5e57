"""Figures of use as text, as a picture and as a page to print, in both languages."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from PIL import Image

from bot.answering.engine import Engine
from bot.curating.demand import Listener, complaints
from bot.curating.figures_of_use import KINDS, Figures, days, figures, last
from bot.curating.settled import Settled
from bot.knowledge.model import Knowledge
from bot.rendering import axis, chart, html, statistics
from bot.rendering.report import Report, page
from tests.curating.use import NOW, months, question


def seeded(knowledge: Knowledge, kind: str = "week") -> Figures:
    questions, votes = months([*knowledge.cooperations])
    return figures(last(kind, NOW), questions, votes, before=100)


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (5, (0, 1, 2, 3, 4, 5)),
        (6, (0, 2, 4, 6)),
        (11, (0, 5, 10, 15)),
        (100, (0, 20, 40, 60, 80, 100)),
        (101, (0, 50, 100, 150)),
        (123_456, (0, 50_000, 100_000, 150_000)),
    ],
)
def test_the_axis_has_few_round_numbers(most: int, marks: tuple[int, ...]) -> None:
    assert axis.ticks(most) == marks


def test_steps_are_labelled_as_there_is_room() -> None:
    assert list(axis.labelled(7, 9)) == list(range(7))
    assert list(axis.labelled(30, 8)) == [0, 4, 8, 12, 16, 20, 24, 28]
    assert list(axis.labelled(24, 0)) == [0]
    week, month, day = (last(kind, NOW) for kind in ("week", "month", "day"))
    assert [axis.label(week.starts[0], week, one) for one in ("id", "en")] == ["Sel 30", "Tue 30"]
    assert [axis.label(month.starts[0], month, one) for one in ("id", "en")] == ["7 Des", "7 Dec"]
    assert axis.label(day.starts[0], day, "id") == "18"


def test_the_text_says_all_of_it(knowledge: Knowledge) -> None:
    card = statistics.card(seeded(knowledge), "week", knowledge, "id")
    assert card.html.startswith("<b>Penggunaan Simpul, 7 hari terakhir</b>\n30 Des 2025 – 5 Jan 2026 (WITA)\n\n")
    for part in (" orang, naik ", "Terjawab: ", "Tanpa jawaban: ", "Waktu menjawab: ", "👍 ", "Bahasa: Indonesia ",
                 "Tempat: obrolan pribadi ", "Basa-basi", "<b>Topik terbanyak</b>\n1. "):  # fmt: skip
        assert part in card.html
    assert [(one.label, one.data) for one in card.rows[0]] == [
        ("24 jam", "w:day"), ("• 7 hari", "w:week"), ("30 hari", "w:month"),
    ]  # fmt: skip
    assert [statistics.read(one.data) for one in card.rows[0]] == [*KINDS]
    assert statistics.read("w:year") is None


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_text_fits_under_a_picture(knowledge: Knowledge, language: str, kind: str) -> None:
    shown = seeded(knowledge, kind)
    crowded = replace(shown, topics={f"{'&<x>' * 40}{n}": 10**9 for n in range(9)}, reasons={"other_question": 10**6})
    for one in (shown, crowded):
        assert html.visible(statistics.card(one, kind, knowledge, language).html) <= statistics.CAPTION
    assert "<x>" not in statistics.card(crowded, kind, knowledge, language).html


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (0, ""),
        (100, "the same as the span before"),
        (80, "up 25% on the span before"),
        (400, "down 75% on the span before"),
    ],
)
def test_what_it_was_before(knowledge: Knowledge, before: int, said: str) -> None:
    assert statistics.trend(replace(seeded(knowledge), questions=100, before=before), "en") == said


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.width) == ("PNG", chart.WIDTH)
    return image.convert("RGB")


def colours(image: Image.Image) -> Mapping[str, int]:
    """How many pixels of the picture have each of the colours that mean something."""
    pixels = Counter(zip(*[iter(image.tobytes())] * 3, strict=True))
    return {status: pixels[tuple(bytes.fromhex(colour[1:]))] for status, colour in chart.COLOURS.items()}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_keeps_its_margins(knowledge: Knowledge, language: str, kind: str) -> None:
    image = opened(chart.draw(seeded(knowledge, kind), knowledge, language))
    left, _, right, _ = Image.eval(image.convert("L"), lambda grey: 255 - grey).getbbox() or (0, 0, 0, 0)
    # Nothing runs out of the sheet: the first label of the axis may stand out a little to the left.
    assert chart.MARGIN - 30 <= left <= chart.MARGIN + 5
    assert right <= chart.WIDTH - chart.MARGIN + 5


def test_the_bars_are_as_high_as_the_counts(knowledge: Knowledge) -> None:
    questions = [
        question(n, status=status) for n, status in enumerate(["answer"] * 6 + ["clarify"] * 2 + ["unknown"] * 2)
    ]
    none = colours(opened(chart.draw(figures(last("week", NOW), [], []), knowledge, "id")))
    found = colours(opened(chart.draw(figures(last("week", NOW), questions, []), knowledge, "id")))
    # Without what the legend takes.
    drawn = {status: found[status] - none[status] for status in found}
    assert drawn["clarify"] == pytest.approx(drawn["unknown"], rel=0.03)
    assert drawn["answer"] == pytest.approx(3 * drawn["clarify"], rel=0.03)


def test_topics_make_the_picture_longer(knowledge: Knowledge) -> None:
    shown = seeded(knowledge)
    heights = [
        opened(chart.draw(replace(shown, topics=dict(list(shown.topics.items())[:n])), knowledge, "id")).height
        for n in (0, 1, 2)
    ]
    assert heights[2] - heights[1] == chart.ROW
    assert heights[1] > heights[0]
    long = replace(shown, topics={"é" * 500: 3})
    assert opened(chart.draw(long, knowledge, "id")).height == heights[1]


class Page(HTMLParser):
    """The texts of a page, and what it needs from elsewhere."""

    VOID = ("meta", "line", "rect")

    def __init__(self, made: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.elsewhere: list[str] = []
        self.feed(made)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elsewhere += [f"{name}={value}" for name, value in attrs if name in ("src", "href")]
        self.elsewhere += [tag] if tag in ("script", "link", "img", "iframe") else []
        if tag not in self.VOID:
            self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.tags.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] != "style" and data.strip():
            self.texts.append(data.strip())


def report(engine: Engine, *texts: str) -> Report:
    questions, votes = months([*engine.knowledge.cooperations])
    questions += [question(10_000 + n, text) for n, text in enumerate(texts)]
    span = days(date(2025, 12, 7), date(2026, 1, 5), NOW)
    wishes = Listener(engine).demand(complaints(questions, votes), [], Settled()).wishes
    return Report(figures(span, questions, votes, 500), wishes, NOW)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_stands_alone_and_says_all(engine: Engine, language: str) -> None:
    told = report(engine)
    made = page(told, engine.knowledge, language)
    read = Page(made)
    assert read.tags == []
    assert read.elsewhere == []
    assert not re.search(r"url\(|@import|https?:", made)
    assert f'<html lang="{language}">' in made
    assert "@media print" in made
    assert "size: A4" in made
    shown = told.figures
    topic = next(iter(engine.knowledge.cooperations[one] for one in shown.topics)).name[language]
    wanted = [topic, told.wishes[0].text, statistics.number(shown.questions, language),
              statistics.percent(shown.share("answer"), language), engine.knowledge.version]  # fmt: skip
    assert [one for one in wanted if not any(one in text for text in read.texts)] == []
    assert made.count("<rect") == sum(count > 0 for step in shown.steps for count in step.counts.values())


def test_the_page_escapes_what_people_wrote_and_hides_who_they_may_be(engine: Engine) -> None:
    made = page(
        report(engine, *["<script>alert(1)</script> 0812-3456-7890 \ud800 uzbekistan?"] * 30), engine.knowledge, "id"
    )
    read = Page(made)
    assert read.elsewhere == []
    assert any("<script>alert(1)</script> […] ? uzbekistan?" in text for text in read.texts)
    assert "0812" not in made
    made.encode()


def test_a_page_of_nothing(knowledge: Knowledge) -> None:
    nothing = Report(figures(last("month", NOW), [], []), (), NOW)
    read = Page(page(nothing, knowledge, "en"))
    assert "None." in read.texts
    assert "0%" in read.texts
