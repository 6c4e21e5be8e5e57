"""Finding institutions in an article: those of the knowledge, and names that begin like one ("PT", "Universitas")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.drafting.article import Article
from bot.drafting.places import WORD
from bot.knowledge.model import Knowledge, Organisation
from bot.text.folding import fold

_HEADS: Final = (
    "Kementerian Koordinator|Kementerian|Badan Otorita|Badan Pangan|Badan Karantina|Badan Gizi|Badan Pusat|Badan Riset"
    "|Badan Nasional|Otorita|Otoritas|PT|CV|Perum|Perumda|PDAM|BUMD|Universitas|Institut|Politeknik|Sekolah Tinggi|Bank"
    "|Kamar Dagang|Kadin|Bulog|Baznas|BPJS|Yayasan|Kedutaan Besar|Kedubes|Konsulat Jenderal|Perhimpunan|Asosiasi"
    "|Kejaksaan|Palang Merah|Himpunan"
)
_OTHERS: Final = "Pem|Kota|Kabupaten|Provinsi|PT|Universitas|Wali|Bupati|Gubernur|Kementerian"
"""What a name does not go on with after "dan"."""
_NAMED: Final = re.compile(rf"\b(?:{_HEADS})\b(?:\.)?(?: (?:[A-Z][\w&’'-]*|dan(?= (?!{_OTHERS})[A-Z])|RI)){{1,7}}")
_WITH_PARTNER: Final = re.compile(
    r"\b(?:menggandeng|gandeng|menggaet|(?:kerja\s?sama|bekerja sama|berkolaborasi|bermitra|bersinergi|kesepahaman|mou"
    r"|kesepakatan|perjanjian|pks)\s+(?:antara\s+)?(?:dengan|bersama)|dan|antara|bersama)\s+(?:pihak\s+)?$",
    re.I,
)
_TITLE: Final = re.compile(
    r"\b(?:Direktur(?: \w+)?|Dirut|Rektor|Ketua(?: Umum)?|Kepala|Manajer|Manager|Pimpinan|CEO|Komisaris) $"
)
_BEFORE_PARTNER: Final = re.compile(r" (?:dan|bersama|dengan) (?:Pemerintah|Pemkot|Pemkab|Pemprov)\b")
CENTRAL: Final = re.compile(
    r"^(?:kementerian|kemen\w+|badan|otorita|bulog|perum bulog|bank indonesia|otoritas|kejaksaan)\b", re.I
)
FOREIGN: Final = re.compile(
    r"^(?:kedutaan besar|kedubes|un-|pbb|jica|usaid|unicef|undp|unesco|who|world bank|bank dunia)\b", re.I
)


@dataclass(frozen=True)
class Body:
    """An institution as the draft speaks of it: one of the knowledge, or a name in the article."""

    name: str
    known: Organisation | None

    @property
    def key(self) -> str:
        """What tells two institutions apart."""
        return self.known.id if self.known else fold(self.name)

    @property
    def shown(self) -> str:
        """The name that is held to be right."""
        return self.known.name.id if self.known else self.name


@dataclass(frozen=True, slots=True)
class Mention:
    """An institution by name, at a place of the text."""

    start: int
    end: int
    body: Body
    partner: bool
    """Whether the words before it make it a partner: "menggandeng", "kerja sama dengan"."""


def find(article: Article, knowledge: Knowledge) -> tuple[Mention, ...]:
    """Return the institutions that the article names."""
    own = {fold(name): one for one in knowledge.organisations.values() for name in (one.name.id, *one.aliases)}
    beginnings = {word[:3] for word in own}
    spans: list[tuple[int, int, Body]] = []
    words = list(WORD.finditer(article.text))
    at = 0
    while at < len(words):
        hopeful = words[at][0][0].isupper() and fold(words[at][0])[:3] in beginnings
        sizes = range(min(6, len(words) - at), 0, -1) if hopeful else ()
        size = next((size for size in sizes if _is_name(article, words, at, size, own)), 0)
        if size:
            start, end = words[at].start(), words[at + size - 1].end()
            spans.append((start, end, Body(article.text[start:end], own[fold(article.text[start:end])])))
        at += size or 1
    busy = bytearray(len(article.text) + 1)
    for start, end, _ in spans:
        busy[start:end] = b"\1" * (end - start)
    for match in _NAMED.finditer(article.text):
        if any(busy[match.start() : match.end()]):
            continue
        name = match[0]
        spans.append((match.start(), match.end(), Body(name, own.get(fold(name)))))
    names = {body.name for _, _, body in spans}
    spans = [_trimmed(span, names, article) for span in sorted(spans, key=lambda span: span[0])]
    return tuple(Mention(start, end, body, _is_partner(article, start, end)) for start, end, body in spans)


def _trimmed(span: tuple[int, int, Body], names: set[str], article: Article) -> tuple[int, int, Body]:
    """Take off what follows a name: "Bank Sulselbar Yulia Rekaan" where the article has "Bank Sulselbar" as well."""
    start, _, body = span
    if body.known is not None:
        return span
    words = body.name.split()
    shorter = next((name for size in range(2, len(words)) if (name := " ".join(words[:size])) in names), None)
    if shorter is not None:
        name = shorter
    elif len(words) >= 4 and _TITLE.search(article.text[max(0, start - 24) : start]):
        name = " ".join(words[:-2])  # the name of whoever holds the office has two words more often than not
    else:
        return span
    return start, start + len(name), Body(name, None)


def _is_name(article: Article, words: list[re.Match[str]], at: int, size: int, own: dict[str, Organisation]) -> bool:
    piece = article.text[words[at].start() : words[at + size - 1].end()]
    return piece[0].isupper() and "\n" not in piece and fold(piece) in own


def _is_partner(article: Article, start: int, end: int) -> bool:
    before = article.text[max(article.sentence_at(start).start, start - 80) : start]
    return bool(_WITH_PARTNER.search(before) or _BEFORE_PARTNER.match(article.text, end))
