"""Finding instruments and events, and how far the cooperation has come: never further than what is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.drafting import dates
from bot.drafting.article import Article
from bot.drafting.words import listed
from bot.knowledge.kinds import EventKind, InstrumentKind, InstrumentStatus, Stage

_KINDS: Final = (
    (InstrumentKind.LETTER_OF_INTENT, r"letter of intent|\bLoI\b"),
    (InstrumentKind.MEMORANDUM_SALING_PENGERTIAN, r"memorandum saling pengertian|\bMSP\b"),
    (InstrumentKind.NOTA_KESEPAKATAN, r"nota kesepakatan"),
    (InstrumentKind.PERJANJIAN_KERJA_SAMA, r"perjanjian(?: kerja\s?sama)?(?!\w)|\(PKS\)|\bPKS\b"),
    (
        InstrumentKind.KESEPAKATAN_BERSAMA,
        r"nota kesepahaman|kesepakatan bersama|memorandum of understanding|\bMoU\b|\bKSB\b",
    ),
)
_SIGNED: Final = re.compile(
    r"\b(?:menandatangani|ditandatangani|meneken|diteken|teken|tandatangani|membubuhkan tanda tangan)\b",
    re.I,
)
_SIGNING: Final = re.compile(r"\bpenandatanganan\b", re.I)
_AT_SIGNING: Final = re.compile(
    r"\b(?:saat|usai|seusai|dalam|menyaksikan|hadir|setelah|acara|berlangsung|dilakukan|digelar)\b", re.I
)
_AHEAD: Final = re.compile(
    r"\b(?:akan|berencana|rencana(?:nya)?|direncanakan|dijadwalkan|ditargetkan|menargetkan|disiapkan|menyiapkan|menyusun|rancangan"
    r"|segera|siap|berniat|ingin|baru akan|dibahas|menjajaki|jajaki|belum|diharapkan|berharap|sebelum)\b",
    re.I,
)
_NOT: Final = re.compile(r"\b(?:belum|tidak|tanpa|bukan)\b[^.,;]{0,30}$", re.I)
_STARTED: Final = re.compile(
    r"\b(?:diresmikan|meresmikan|resmi dibuka|mulai beroperasi|telah berjalan|mulai dilaksanakan)\b", re.I
)
_INTENT: Final = re.compile(
    r"\b(?:akan|berencana|merencanakan) (?:\w+ )?"
    r"(?:menandatangani|menjalin|bekerja sama|meneken|membangun kerja sama|menggandeng)\b",
    re.I,
)
_EXPLORING: Final = re.compile(
    r"menjajaki|jajaki|penjajakan|membuka peluang|buka peluang|menjalin komunikasi|studi tiru|studi banding"
    r"|(?:membicarakan|membahas|melihat) peluang",
    re.I,
)
_EVENTS: Final = (
    (EventKind.PENANDATANGANAN, r"penandatanganan|menandatangani|ditandatangani|meneken|diteken"),
    (EventKind.MISI_DAGANG, r"misi dagang"),
    (EventKind.PERESMIAN, r"diresmikan|meresmikan|peresmian|resmi dibuka"),
    (EventKind.KUNJUNGAN_KERJA, r"kunjungan|berkunjung|bertandang|studi tiru|studi banding|silaturahmi|lawatan"),
    (EventKind.FORUM, r"\bforum\b(?! koordinasi)|konferensi|rapat koordinasi|rakor|lokakarya|seminar|pameran"),
    (EventKind.PERTEMUAN, r"pertemuan|bertemu|audiensi|rapat|dialog|menemui|menerima"),
)  # fmt: skip
_VENUE: Final = re.compile(
    r"\b(?:di|bertempat di)\s+(?P<venue>(?:Ruang(?:an)?|ruang(?: rapat)?|Aula|Balai|[Kk]antor|Hotel|Gedung|Pendopo"
    r"|Rumah|Rujab|Galeri|Swiss-?\w*|Auditorium|Grand|Ballroom|Kampus|Istana|Lobi|Pelabuhan|Convention|Wisma|Graha|Taman)"
    r"(?: [\w’'-]+){0,6})"
)
_VENUE_END: Final = listed(
    """
    pada dan yang untuk itu dengan serta dalam akan oleh telah saat guna diikuti membicarakan
    """
) | frozenset(dates.WEEKDAYS)


@dataclass(frozen=True, slots=True)
class Document:
    """One instrument that the article names."""

    kind: InstrumentKind
    status: InstrumentStatus
    day: date | None
    """Day of signing, where its sentence gives one."""
    said: str
    """The words that name it."""
    evidence: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something with a day."""

    kind: EventKind
    when: dates.Found
    venue: str


def documents(article: Article, found: tuple[dates.Found, ...], *, abroad: bool) -> tuple[Document, ...]:
    """Return the instruments, each once; signed outweighs planned."""
    best: dict[InstrumentKind, Document] = {}
    for kind, pattern in _KINDS:
        for match in re.finditer(pattern, article.text, re.I):
            one = _document(article, found, kind, match, abroad=abroad)
            before = best.get(one.kind) if one else None
            if one and (
                before is None
                or (before.status is InstrumentStatus.DIRENCANAKAN and one.status is InstrumentStatus.DITANDATANGANI)
                or (before.status is one.status and before.day is None and one.day is not None)
            ):
                best[one.kind] = one
    return tuple(best.values())


def _document(
    article: Article, found: tuple[dates.Found, ...], kind: InstrumentKind, match: re.Match[str], *, abroad: bool
) -> Document | None:
    sentence = article.sentence_at(match.start())
    text = (article.text if article.is_quoted(match.start()) else article.unquoted)[sentence.start : sentence.end]
    at = match.start() - sentence.start
    if re.search(r"(?i)perjanjian$", match[0]) and not (_SIGNED.search(text) or "kerja sama" in text.lower()):
        return None
    if re.search(r"(?i)perjanjian$", match[0]) and re.match(
        r"\s?antarpe|\s?(?:jual|damai|dagang|internasional)", text[at + len(match[0]) :], re.I
    ):
        return None
    if kind is InstrumentKind.KESEPAKATAN_BERSAMA and abroad:
        kind = InstrumentKind.MEMORANDUM_SALING_PENGERTIAN
    verb = _nearest(text, at)
    if verb is None:
        signed = bool(_SIGNING.search(text) and _AT_SIGNING.search(text) and not _AHEAD.search(text))
        planned = bool(_AHEAD.search(text))
        if not signed and not planned:
            return None
    else:
        clause = text[: verb.start()]
        clause = clause[max(clause.rfind(","), clause.rfind(";"), clause.rfind(" dan ")) + 1 :]
        if _NOT.search(text[: verb.start()]):
            return None
        signed = not _AHEAD.search(clause)
    day = next(
        (one.first for one in found if one.is_day and one.fits and sentence.start <= one.start < sentence.end), None
    )
    status = InstrumentStatus.DITANDATANGANI if signed else InstrumentStatus.DIRENCANAKAN
    piece = text[min(verb.start(), at) : max(verb.end(), at + len(match[0]))] if verb is not None else match[0]
    evidence = piece if len(piece.split()) <= 8 and article.has(piece) else match[0]
    return Document(kind, status, day, match[0].strip("() "), " ".join(evidence.split()))


def _nearest(text: str, at: int) -> re.Match[str] | None:
    verbs = list(_SIGNED.finditer(text))
    return min(verbs, key=lambda verb: abs(verb.start() - at)) if verbs else None


def happenings(article: Article, found: tuple[dates.Found, ...], published: date | None) -> tuple[Happening, ...]:
    """Return what happened on which day; what is still to come is none."""
    of_day: dict[date, list[dates.Found]] = {}
    for one in found:
        if one.precision == "day" and one.first is not None and (published is None or one.first <= published):
            of_day.setdefault(one.first, []).append(one)
    events = []
    for mentions in of_day.values():
        told = (one for one in mentions if (one.weekday or not one.relative) and not _is_ahead(article, one.start))
        first = next(((one, kind) for one in told if (kind := _kind(article, one))), None)
        if first is not None:
            venue = next((name for one in mentions if (name := _venue_beside(article, one))), "")
            events.append(Happening(first[1], first[0], venue))
    if len(events) == 1 and not events[0].venue:
        venues = {name for one in article.sentences if (name := _venue(article, one.start, one.end))}
        if len(venues) == 1:
            return (replace(events[0], venue=venues.pop()),)
    return tuple(events)


def _is_ahead(article: Article, start: int) -> bool:
    before = article.text[article.sentence_at(start).start : start]
    return bool(re.search(r"\b(?:akan|rencananya|dijadwalkan|mulai)\b", before, re.I))


def _venue_beside(article: Article, one: dates.Found) -> str:
    sentence = article.sentence_at(one.start)
    return _venue(article, sentence.start, sentence.end)


def _kind(article: Article, one: dates.Found) -> EventKind | None:
    """Return the kind of event of a day, by its sentence, for a reported statement by none."""
    sentence = article.sentence_at(one.start)
    text = article.unquoted[sentence.start : sentence.end]
    for kind, pattern in _EVENTS:
        match = re.search(pattern, text, re.I)
        if match is None:
            continue
        ahead = _AHEAD.search(text[: match.start()])
        if kind is EventKind.PENANDATANGANAN and ahead:
            continue
        return kind
    spoken = re.search(
        r"\b(?:kata|ujar|ucap|ungkap|jelas|tutur|mengatakan|menyampaikan|menyebut)(?:nya)?\b", text, re.I
    )
    return EventKind.PERNYATAAN if spoken else None


def _venue(article: Article, start: int, end: int) -> str:
    match = _VENUE.search(article.text, start, end)
    if match is None:
        return ""
    words: list[str] = []
    for word in match["venue"].split():
        if word.lower() in _VENUE_END or (
            words and word[0].islower() and word not in ("wali", "kota", "rapat", "gubernur", "bupati")
        ):
            break
        words.append(word)
    return " ".join(words)


def stage(article: Article, instruments: tuple[Document, ...]) -> Stage:
    """Return how far the cooperation has come by the words of the article."""
    signed = {one.kind for one in instruments if one.status is InstrumentStatus.DITANDATANGANI}
    if InstrumentKind.PERJANJIAN_KERJA_SAMA in signed:
        return Stage.PERJANJIAN
    if signed:
        return Stage.KESEPAKATAN
    exploring = _EXPLORING.search(article.text)
    if _STARTED.search(article.unquoted[: len(article.text) // 2]) and not instruments and not exploring:
        return Stage.PELAKSANAAN
    if instruments or _INTENT.search(article.text):
        return Stage.PENJAJAKAN if exploring and not _INTENT.search(article.text) else Stage.RENCANA
    return Stage.PENJAJAKAN
