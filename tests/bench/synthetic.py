"""A knowledge of any size, seeded: made-up regions, people and cooperations, in the words of the real one."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from bot.knowledge.loading import load
from bot.knowledge.model import (
    Bilingual,
    BilingualList,
    Citation,
    Cooperation,
    Event,
    EventKind,
    Fact,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Knowledge,
    Party,
    Person,
    Region,
    RegionKind,
    Role,
    Source,
    Stage,
    Tenure,
)

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
ONSETS = [
    "b",
    "br",
    "c",
    "d",
    "g",
    "h",
    "j",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "ng",
    "ny",
    "p",
    "pr",
    "r",
    "s",
    "t",
    "tr",
    "w",
    "y",
]
VOWELS = ["a", "a", "a", "e", "i", "i", "o", "u", "u", "ai", "au"]
CODAS = ["", "", "", "", "n", "ng", "r", "s", "k", "h", "m", "t"]

MATTERS: Sequence[tuple[str, str, str, str]] = (
    ("kopi", "coffee", "menambah pembeli kopi", "to win buyers for coffee"),
    ("beras", "rice", "menjaga pasokan beras", "to secure the supply of rice"),
    ("rumput laut", "seaweed", "mengolah rumput laut", "to process seaweed"),
    ("wisata bahari", "marine tourism", "mendatangkan wisatawan", "to bring in tourists"),
    ("pengelolaan sampah", "waste management", "mengurangi timbunan sampah", "to reduce landfill"),
    ("air bersih", "clean water", "memperluas jaringan pipa", "to extend the network of pipes"),
    ("pelabuhan", "the port", "mempercepat bongkar muat", "to speed up cargo handling"),
    ("tenun", "weaving", "memasarkan kain tenun", "to market woven cloth"),
    ("pelatihan guru", "teacher training", "meningkatkan mutu sekolah", "to raise the quality of schools"),
    ("transportasi", "transport", "membuka jalur bus", "to open a bus line"),
)
"""What a cooperation is about, in both languages, and its aim."""

ASKED: Mapping[str, tuple[str, ...]] = {
    "tanggal": (
        "kapan nota kesepahaman {a} dan {b} ditandatangani?",
        "tanggal berapa {a} sama {b} tanda tangan mou?",
        "when was the agreement between {a} and {b} signed?",
    ),
    "tujuan": (
        "apa tujuan kerja sama {m} antara {a} dan {b}?",
        "kenapa {a} mau kerja sama {m} dengan {b}?",
        "why do {a} and {b} cooperate on {me}?",
    ),
    "partner": ("{a} kerja sama dengan siapa saja?",),
    "ringkasan": ("ceritakan kerja sama {a} dan {b}",),
}
"""Questions by what they ask, none worded as in the records."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a synthetic knowledge, and the cooperation that answers it."""

    text: str
    about: str
    kind: str


def name(rng: random.Random) -> str:
    """Return a made-up name that could stand on an Indonesian map."""
    syllables = rng.choice((2, 2, 3, 3, 4))
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(syllables)).capitalize()


def names(rng: random.Random, count: int) -> list[str]:
    """Return different names."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[name(rng)] = None
    return list(found)


class Zipf:
    """Draws the first of a list most often, the second half as often, and so on."""

    def __init__(self, rng: random.Random, count: int) -> None:
        """Prepare the shares."""
        self._rng = rng
        self._shares = list(accumulate(1 / rank for rank in range(1, count + 1)))

    def draw(self) -> int:
        """Return a position."""
        return self._rng.choices(range(len(self._shares)), cum_weights=self._shares)[0]


def both(id_: str, en: str) -> Bilingual:
    """Return a text in both languages, unchecked: checking takes longer than all else."""
    return Bilingual.model_construct(id=id_, en=en)


def asks(id_: Sequence[str], en: Sequence[str]) -> BilingualList:
    """Return ways to ask, unchecked."""
    return BilingualList.model_construct(id=tuple(id_), en=tuple(en))


def knowledge(count: int, *, seed: int = 7) -> Knowledge:
    """Return a knowledge of so many cooperations; the vocabulary, offices and sectors are the real ones."""
    rng = random.Random(f"{seed} {count}")
    real = load(KNOWLEDGE)
    provinces = [
        Region(id=f"p{n}", kind=RegionKind.PROVINSI, name=both(f"Provinsi {t}", t), parent="indonesia")
        for n, t in enumerate(names(rng, 34))
    ]
    cities = [
        Region(
            id=f"k{n}",
            kind=RegionKind.KOTA,
            name=both(f"Kota {t}", t),
            parent=rng.choice(provinces).id,
            aliases=asks((f"Pemkot {t}",), ()),
        )
        for n, t in enumerate(names(rng, 40 + int(count**0.75)))
    ]
    regions = {r.id: r for r in (real.regions["indonesia"], *provinces, *cities)}
    publishers = names(rng, 12)
    sources = {f"s{n}": Source(id=f"s{n}", publisher=publishers[n % 12], title=f"Kerja sama {n}") for n in range(count)}
    first, last = names(rng, 400), names(rng, 400)
    people = {}
    for n, city in enumerate(cities):
        tenure = Tenure(office="wali-kota", of=city.id, sources=(Citation(source=f"s{n % count}"),))
        people[f"o{n}"] = Person(id=f"o{n}", name=f"{rng.choice(first)} {rng.choice(last)}", tenures=(tenure,))
    draw = Zipf(rng, len(cities)).draw
    cooperations = {}
    for n in range(count):
        a, b = draw(), draw()
        while b == a:
            b = rng.randrange(len(cities))
        cooperations[f"c{n}"] = _cooperation(
            rng,
            n,
            (a, cities[a]),
            (b, cities[b]),
            MATTERS[rng.randrange(len(MATTERS))],
            tuple(real.sectors)[n % len(real.sectors)],
        )
    return Knowledge.model_construct(
        sources=sources,
        regions=regions,
        organisations={},
        offices=real.offices,
        people=people,
        sectors=real.sectors,
        vocabulary=real.vocabulary,
        cooperations=cooperations,
        version=f"synthetic-{count}",
    )


def _cooperation(
    rng: random.Random,
    n: int,
    first: tuple[int, Region],
    second: tuple[int, Region],
    matter: tuple[str, str, str, str],
    sector: str,
) -> Cooperation:
    (at, one), (_, other) = first, second
    a, b = one.name.en, other.name.en
    m, me, aim, aim_en = matter
    day = date(2005, 1, 1) + timedelta(days=rng.randrange(7600))
    cited = (Citation.model_construct(source=f"s{n}", evidence=()),)
    signed = Fact.model_construct(
        id="tanggal",
        text=both(
            f"Kesepakatan {a} dan {b} tentang {m} ditandatangani pada {day:%Y-%m-%d}.",
            f"The agreement of {a} and {b} on {me} was signed on {day:%Y-%m-%d}.",
        ),
        items=(),
        sources=cited,
        discrepancy=None,
        sectors=(),
        speaker=None,
        planned=False,
        questions=asks(
            (f"Kapan {a} dan {b} menandatangani kesepakatan {m}?", f"Tanggal penandatanganan {a} {b}?"),
            (f"When did {a} and {b} sign?",),
        ),
    )
    meant = Fact.model_construct(
        id="tujuan",
        text=both(f"Tujuan {a} dan {b} adalah {aim}.", f"The aim of {a} and {b} is {aim_en}."),
        items=(),
        sources=cited,
        discrepancy=None,
        sectors=(),
        speaker=f"o{at}",
        planned=False,
        questions=asks(
            (f"Apa tujuan kerja sama {m} {a} dan {b}?", f"Mengapa {a} menggandeng {b}?"),
            (f"What is the aim of {a} and {b} in {me}?",),
        ),
    )
    return Cooperation.model_construct(
        id=f"c{n}",
        name=both(f"Kerja sama {m} {a} dan {b}", f"Cooperation of {a} and {b} on {me}"),
        aliases=BilingualList(),
        category=None,
        stage=Stage.KESEPAKATAN,
        parties=tuple(
            Party.model_construct(region=r, organisation=None, prospective=False) for r in (one.id, other.id)
        ),
        sectors=(sector,),
        sources=cited,
        summary=both(
            f"Kota {a} dan Kota {b} bekerja sama di bidang {m}. Keduanya ingin {aim}.",
            f"{a} and {b} work together on {me}. They want {aim_en}.",
        ),
        people=(
            Role.model_construct(
                person=f"o{at}", office="wali-kota", of=one.id, sources=cited, part=both("menandatangani", "signed")
            ),
        ),
        instruments=(
            Instrument.model_construct(
                id="mou",
                kind=InstrumentKind.KESEPAKATAN_BERSAMA,
                name=both("Kesepakatan bersama", "Agreement"),
                status=InstrumentStatus.DITANDATANGANI,
                date=day,
                sectors=(),
                sources=cited,
                discrepancy=None,
            ),
        ),
        events=(
            Event.model_construct(
                id="tanda-tangan",
                kind=EventKind.PENANDATANGANAN,
                name=both(f"Penandatanganan {a} dan {b}", f"Signing of {a} and {b}"),
                date=day,
                place=None,
                region=one.id,
                visitor=other.id,
                host=one.id,
                sources=cited,
                discrepancy=None,
            ),
        ),
        facts=(signed, meant),
        discrepancies=(),
        gaps=(),
        related=(),
    )


def questions(known: Knowledge, count: int, *, seed: int = 7) -> list[Asked]:
    """Return seeded questions: mostly for facts, some for partners and summaries."""
    rng = random.Random(f"{seed} questions")
    kinds = ["tanggal", "tanggal", "tanggal", "tanggal", "tujuan", "tujuan", "tujuan", "tujuan", "ringkasan", "partner"]
    chosen = list(known.cooperations.values())
    found = []
    for _ in range(count):
        c = rng.choice(chosen)
        kind = rng.choice(kinds)
        a, b = (known.regions[p.region or ""].name.en for p in c.parties)
        matter = next(m for m in MATTERS if f" {m[0]} " in f" {c.name.id} ")
        found.append(Asked(rng.choice(ASKED[kind]).format(a=a, b=b, m=matter[0], me=matter[1]), c.id, kind))
    return found
