"""Finding people in an article: by the office before or after the name, by speech verbs, by the knowledge."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from bot.drafting import places
from bot.drafting.article import Article
from bot.drafting.offices import Title
from bot.drafting.words import listed
from bot.knowledge.model import Knowledge, Person
from bot.resources.reading import lexicon
from bot.text.folding import fold

ONE_PERSON: Final = 60.0
"""From this likeness on two names under one office are two spellings of one name (0 to 100)."""
KNOWN_PERSON: Final = 86.0
"""From this likeness on a name in the article is that of a person in the knowledge, whatever the office."""

MOST: Final = 200
"""Different mentions that are looked at; no article has as many."""

_HONORIFIC: Final = (
    r"(?:(?:H|Hj|Dr|dr|drg|drs|Drs|Dra|Ir|Prof|KH|K\.H|Tgk|Tn|Ny|Sdr|Komjen|Irjen|Brigjen|Mayjen|Letjen|Kombes|Kolonel"
    r"|AKBP|Pol|TNI|Hi|Pak|Bapak|Ibu|Bu)\b\.?,?\s+){0,5}"
)
_PART: Final = r"(?:(?:Moh|Muh|Muhd|Abd|St)\.|[A-Z][a-z]*(?:['’ʼ`-][A-Za-z][a-z]*)*[a-z]\b|[A-Z]\.(?=\s)|[A-Z]{3,}\b)"
_NAME: Final = re.compile(rf"{_HONORIFIC}(?P<name>{_PART}(?:\s(?:(?:bin|binti|van|der|al)\s)?{_PART}){{0,3}})")
_SPEECH: Final = re.compile(
    r"\b(?:kata|ujar|ucap|ungkap|jelas|tutur|tandas|tegas|imbuh|sebut|papar|terang|tambah|menurut|lanjut)(?:nya)?,?\s+$",
    re.I,
)
# Words with a capital that no name consists of.
_NOT_NAMES: Final = listed(
    """
    pemerintah pemkot pemkab pemprov kota kabupaten provinsi negara republik indonesia ri ia dia mereka kami
    kita dalam pada menurut namun selain sementara saat dengan untuk oleh karena ini itu para kedua senin selasa
    rabu kamis jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober november
    desember dinas badan kantor balai hotel universitas pt cv bank gedung aula jalan umkm ikn mou pks apbd dprd
    dpr forkopimda covid wib wita wit bagian kepala wali walikota bupati gubernur wakil menteri presiden
    sekretaris sekda duta besar dubes ketua anggota direktur rektor rencana program forum asean kementerian
    pelabuhan bandara pasar desa kecamatan kelurahan export center tim sejumlah hasil adapun bahkan usai seusai
    setelah sebelum sebelumnya ketika bagi terkait hal nota rombongan kunjungan kegiatan acara bersama bapak ibu
    pak bu insya allah insyaallah asisten staf daerah pemda masyarakat warga opd setda jenderal tni polri
    kapolres kapolda dandim pangdam komandan dan di ke dari yang naskah penandatanganan nilai anggaran senilai
    """
)


@dataclass(frozen=True, slots=True)
class Named:
    """One person of the article."""

    name: str
    """The fullest spelling that the article has, or that of the knowledge."""
    written: tuple[str, ...]
    """Every full spelling in the article, in order."""
    person: Person | None
    """The record, where the knowledge has the person."""
    title: Title | None
    start: int
    """Where the article names the person first."""
    evidence: str
    """Office and name as the article writes them."""
    spelt_twice: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    name: str
    title: Title | None


def find(
    article: Article, knowledge: Knowledge, titles: tuple[Title, ...], mentions: tuple[places.Mention, ...]
) -> tuple[Named, ...]:
    """Return the people whom the article names, in the order of the text."""
    known = {fold(name): one for one in knowledge.people.values() for name in (one.name, *one.aliases)}
    blocked = bytearray(len(article.text) + 1)
    for mention in mentions:
        # A place inside a name is part of the name: "Bima Arya", "Jambi Contoh".
        blocked[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    found: list[_Mention] = []
    for title in titles:
        one = _after_title(article, title, blocked) or _before_title(article, title, blocked)
        if one is not None:
            found.append(one)
    found += _speakers(article, found, blocked)
    found += _known(article, known, found)
    first: dict[tuple[str, str, str], _Mention] = {}
    for one in sorted(found, key=lambda one: one.start):
        office = (one.title.name, one.title.of) if one.title else ("", "")
        first.setdefault((fold(one.name), *office), one)
    return _joined(article, list(first.values())[:MOST], known)


def _clean(name: str) -> str:
    """Return the words of a name up to the first that belongs to none."""
    words: list[str] = []
    for word in name.split():
        if fold(word) in _NOT_NAMES:
            break
        words.append(word)
    return " ".join(words)


def _after_title(article: Article, title: Title, blocked: bytearray) -> _Mention | None:
    gap = re.compile(r"(?:\)|,|\s|:|–|yang dijabat|dijabat|yakni|yaitu){0,4}\s*").match(article.text, title.end)
    at = gap.end() if gap else title.end
    if "\n" in article.text[title.end : at] or at == title.end:
        return None
    match = _NAME.match(article.text, at, min(len(article.text), at + 120))
    name = _clean(match["name"]) if match else ""
    # "Wali Kota Palu, Sulawesi Tengah" names nobody.
    if match is None or not name or all(blocked[match.start("name") : match.start("name") + len(name)]):
        return None
    if (
        "," in article.text[title.end : at]
        and " " not in name
        and not re.match(r"\s*,", article.text[match.start("name") + len(name) :][:2])
    ):
        return None
    end = match.start("name") + len(name)
    return _Mention(match.start("name"), end, name, title)


def _before_title(article: Article, title: Title, blocked: bytearray) -> _Mention | None:
    """Return the name in "Sri Contoh selaku Kepala Dinas", "Sri Contoh, Wali Kota Palu,"."""
    lead = article.text[max(0, title.start - 90) : title.start]
    match = re.search(
        rf"(?P<name>{_PART}(?:\s{_PART}){{1,3}})"
        r"(?P<gap>,?\s+(?:selaku|sebagai|yang menjabat|yang juga)\s+|\s+\(|,\s+)$",
        lead,
    )
    if match is None:
        return None
    words = match["name"].split()
    while words and fold(words[0]) in _NOT_NAMES:
        words.pop(0)
    name = " ".join(words)
    if len(words) < 2 or _clean(name) != name:
        return None
    if match["gap"].strip() == "," and not re.match(r"[^.\n]{0,60}?,", article.text[title.end :][:70]):
        return None
    start = title.start - len(lead) + match.end("name") - len(name)
    return None if blocked[start] else _Mention(start, start + len(name), name, title)


def _speakers(article: Article, found: list[_Mention], blocked: bytearray) -> list[_Mention]:
    taken = {one.start for one in found}
    speakers = []
    for match in _NAME.finditer(article.text):
        start = match.start("name")
        name = _clean(match["name"])
        if (
            name
            and start not in taken
            and not blocked[start]
            and _SPEECH.search(article.text[max(0, match.start() - 16) : match.start()])
        ):
            speakers.append(_Mention(start, start + len(name), name, None))
    return speakers


def _known(article: Article, known: dict[str, Person], found: list[_Mention]) -> list[_Mention]:
    """Return the people of the knowledge under their full names, wherever they stand."""
    more = []
    busy = bytearray(len(article.text) + 1)
    for one in found:
        busy[one.start : one.end] = b"\1" * (one.end - one.start)
    beginnings = {name.split()[0] for name in known if name}
    words = list(places.WORD.finditer(article.text))
    for at, word in enumerate(words):
        if not word[0][0].isupper() or busy[word.start()] or fold(word[0]).split()[:1] != [fold(word[0])]:
            continue
        if fold(word[0]) not in beginnings:
            continue
        for size in (4, 3, 2):
            if at + size <= len(words):
                end = words[at + size - 1].end()
                piece = article.text[word.start() : end]
                if fold(piece) in known and not any(busy[word.start() : end]):
                    more.append(_Mention(word.start(), end, piece, None))
                    break
    return more


def _joined(article: Article, found: list[_Mention], known: dict[str, Person]) -> tuple[Named, ...]:
    people: list[Named] = []
    for one in found:
        person = _recorded(one, known)
        index = next((number for number, other in enumerate(people) if _same(one, person, other)), None)
        if index is None:
            if person is None and (" " not in one.name and one.title is None):
                continue  # a short name that nothing introduced
            if person is None and one.title is None and _ordinary(one.name):
                continue
            people.append(_new(article, one, person))
            continue
        before = people[index]
        full = " " in one.name and fold(one.name) not in {fold(name) for name in before.written}
        extended = full and any(set(fold(one.name).split()) >= set(fold(name).split()) for name in before.written)
        title = before.title or one.title
        people[index] = replace(
            before,
            name=before.name if before.person or not extended else one.name,
            written=(*before.written, one.name) if full else before.written,
            person=before.person or person,
            title=title,
            spelt_twice=before.spelt_twice or (full and not extended and not _within(one.name, before.written)),
            evidence=before.evidence if before.title else _evidence(article, one),
        )
    return tuple(people)


def _new(article: Article, one: _Mention, person: Person | None) -> Named:
    name = person.name if person else one.name
    spelt = bool(person and " " in one.name and not _within(one.name, (person.name, *person.aliases)))
    return Named(name, (one.name,), person, one.title, one.start, _evidence(article, one), spelt)


def _within(name: str, others: tuple[str, ...]) -> bool:
    return any(set(fold(name).split()) <= set(fold(other).split()) for other in others)


def _recorded(one: _Mention, known: dict[str, Person]) -> Person | None:
    """Return the person of the knowledge: by name, or by a like name under the same office."""
    exact = known.get(fold(one.name))
    if exact is not None and (" " in one.name or one.title is None or _holds(exact, one.title)):
        return exact
    if " " not in one.name:
        return None
    best: tuple[float, Person] | None = None
    for folded, person in known.items():
        if " " in folded:
            score = fuzz.ratio(fold(one.name), folded)
            enough = ONE_PERSON if one.title is not None and _holds(person, one.title) else KNOWN_PERSON
            if score >= enough and (best is None or score > best[0]):
                best = score, person
    return best[1] if best else None


def _holds(person: Person, title: Title) -> bool:
    return any(
        tenure.office == title.office and (not title.of or not tenure.of or tenure.of == title.of)
        for tenure in person.tenures
    )


def _same(one: _Mention, person: Person | None, other: Named) -> bool:
    if person is not None and other.person is not None:
        return person.id == other.person.id
    words, folded = set(fold(one.name).split()), fold(one.name)
    for name in other.written:
        if words <= set(fold(name).split()) or set(fold(name).split()) <= words:
            return True
        same_office = one.title is not None and other.title is not None and one.title.name == other.title.name
        if " " in one.name and fuzz.ratio(folded, fold(name)) >= (
            ONE_PERSON if same_office and _one_of(one.title, other.title) else 90
        ):
            return True
    return other.person is not None and folded in {fold(alias) for alias in other.person.aliases}


def _one_of(one: Title | None, other: Title | None) -> bool:
    return one is not None and other is not None and (one.of == other.of or not one.of or not other.of)


def _ordinary(name: str) -> bool:
    """Whether every word of it is a frequent one: what follows a speech verb need not be a name."""
    return all(lexicon().get(word, (0.0, 0.0))[0] >= 4.5 for word in fold(name).split())


def _evidence(article: Article, one: _Mention) -> str:
    """Return office and name as they stand in the article, the name alone where that is too long."""
    if one.title is not None and one.title.start < one.start:
        piece = " ".join(article.text[one.title.start : one.end].split())
        if len(piece.split()) <= 8 and len(piece) <= 120:
            return piece
    return one.name
