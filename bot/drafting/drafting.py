"""From a text to a draft: the one function that everything else here serves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from bot.drafting import duplicates
from bot.drafting.additions import slug, unused
from bot.drafting.article import Article, read, visible
from bot.drafting.findings import Findings, gather
from bot.drafting.notes import Note, RefusedError
from bot.drafting.record import Composer, source
from bot.drafting.telling import notes
from bot.drafting.yamltext import commented, written
from bot.knowledge.model import Knowledge, Source
from bot.knowledge.rules_texts import TODO

_URL = re.compile(r"https?://[^\s\x00-\x20]{3,490}")
_IN_URL = re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
_DATELINE = re.compile(r"^[A-Z][A-Za-z .]{2,40}(?:,\s+|\s+\()(?P<who>[A-Z][\w. ]{2,40}?)\)?\s*[–—:-]+\s")
_NEWSROOM = re.compile(r"^(?P<who>[A-Z]{3,}(?: [A-Z]{3,}){1,3})\s*[–—-]+\s")


@dataclass(frozen=True)
class Draft:
    """A cooperation file for a curator to finish."""

    id: str
    """Id of the cooperation; its file is `cooperations/<id>.yaml`."""
    cooperation: str
    """The file's text alone."""
    additions: Mapping[str, str]
    """File name -> the records to add to that table, as YAML, in the order of their ids."""
    notes: tuple[Note, ...]
    """What the curator should know, warnings first."""

    @property
    def yaml(self) -> str:
        """The cooperation file, headed by the records to add to the tables as comments: all in one text."""
        schema, _, rest = self.cooperation.partition("\n")
        parts = [f"{schema}\n# {_HEAD}\n"]
        for name, rows in self.additions.items():
            parts.append(f"#\n# To add to {name}, in the order of the ids:\n{commented(rows)}")
        return "".join((*parts, rest))


_HEAD = f"A draft. Move the records below to their files, write every {TODO} in own words, then run: simpul check"
_SCHEMA = "# yaml-language-server: $schema=../schema/cooperation.schema.json\n"


def draft(
    text: str,
    *,
    url: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
    article: str | None = None,
    knowledge: Knowledge,
) -> Draft:
    """Return the draft of a cooperation from an article's text; RefusedError says why there can be none.

    `article` is the name of the file that holds exactly this text; without it the source record names no text. Nothing
    is looked up anywhere.
    """
    if url is not None and not _URL.fullmatch(url):
        raise RefusedError("draft.refused.url")
    taken_in = read(text)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    known = _known(knowledge, url, digest)
    said = published or (known.published if known else None)
    day = said or _day_of(url)
    findings = gather(taken_in, day, knowledge)
    paper = publisher or (known.publisher if known else _publisher(taken_in, url, knowledge))
    # What a publisher writes goes into texts, where braces mean dates.
    paper = re.sub(r"[{}\s]+", " ", visible(paper)).strip()[:160] or TODO
    source_id = known.id if known else _source_id(knowledge, paper, day, findings)
    composer = Composer(findings, knowledge, source_id, paper)
    parties = [id_ for id_, _ in composer.parties]
    alike = duplicates.find(knowledge, parties, findings.days())
    record = composer.cooperation(duplicates.neighbours(knowledge, parties))
    tables: dict[str, list[dict[str, Any]]] = {}
    if known is None:
        named = (article, digest) if article else None
        tables["sources.yaml"] = [source(source_id, paper, taken_in.title, day, url, named)]
    tables |= composer.additions.tables
    return Draft(
        record["id"],
        _SCHEMA + written(record),
        {name: written(rows) for name, rows in tables.items()},
        notes(
            findings, knowledge, alike, known, anchored=said is not None, url_day=None if said else day, tables=tables
        ),
    )


def _known(knowledge: Knowledge, url: str | None, digest: str) -> Source | None:
    """Return the source that is this very article."""
    same = (one for one in knowledge.sources.values() if one.sha256 == digest or (url and one.url == url))
    return next(same, None)


def _day_of(url: str | None) -> date | None:
    found = _IN_URL.search(url or "")
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _publisher(article: Article, url: str | None, knowledge: Knowledge) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    if host:
        known = (
            one
            for one in knowledge.sources.values()
            if one.url and (urlsplit(one.url).hostname or "").removeprefix("www.") == host
        )
        return next((one.publisher for one in known), host)
    for sentence in article.sentences[:4]:
        line = article.text[sentence.start :].split("\n", 1)[0]
        for pattern in (_DATELINE, _NEWSROOM):
            match = pattern.match(line)
            if match:
                return match["who"].strip(" .,")
    return TODO


def _source_id(knowledge: Knowledge, publisher: str, day: date | None, findings: Findings) -> str:
    when = day or next((one.first for one in findings.dates if one.is_day), None)
    name = slug(re.sub(r"\.(?:com|co\.id|id|net|co|news)$", "", publisher.lower()) if publisher != TODO else "sumber")[
        :40
    ].strip("-")
    return unused(f"{name}-{when.isoformat()}" if when else name, knowledge.sources)
