"""Finding numbers with their units: money, shares, quantities, people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.drafting.article import Article
from bot.drafting.dates import Found
from bot.drafting.words import listed
from bot.text.tokens import NUMBERS

_SCALES: Final = {
    "ratus": 100, "ribu": 1_000, "juta": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12, "trilyun": 1e12
}  # fmt: skip
_FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_SCALE = r"ratus|ribu|juta|miliar|milyar|triliun|trilyun"
_MONEY = re.compile(
    rf"(?P<unit>\bRp|\bIDR|\bUSD|US\$|\bSGD|\bMYR|\bRM|\bAUD|\bEUR|€|\$)\.?\s?(?P<n>{_FIGURE})(?:\s?(?P<scale>{_SCALE})\b)?"
    rf"|(?<![\w.,])(?P<n2>{_FIGURE})(?:\s(?P<scale2>{_SCALE}))?\s(?P<unit2>rupiah|dolar AS|dolar|ringgit|euro)\b",
    re.I,
)
_COUNTED = re.compile(
    rf"(?<![\w.,/])(?<![^\W\d_]-)(?P<n>{_FIGURE})(?:\s(?P<scale>{_SCALE})\b)?\s?(?P<unit>%|[^\W\d_][\w-]*)", re.I
)
_DIGITS = [word for word, value in NUMBERS.items() if word.isalpha() and int(value) <= 11]
_SPELT = re.compile(
    rf"\b(?P<n>(?:{'|'.join(_DIGITS)})(?:\s(?:belas|puluh(?:\s(?:{'|'.join(_DIGITS)}|satu))?))?|seratus|seribu)"
    rf"(?:\s(?P<scale>{_SCALE})\b)?\s(?P<unit>[^\W\d_][\w-]*)",
    re.I,
)
_RANGE = re.compile(rf"(?<![\w.,/-])(?P<n>{_FIGURE})\s?(?:-|–|hingga|sampai)\s?(?={_FIGURE}\s)", re.I)
CURRENCIES: Final = {"rp": "Rp", "idr": "Rp", "rupiah": "Rp", "usd": "USD", "us$": "USD", "$": "USD", "dolar": "USD",
                     "dolar as": "USD", "€": "EUR", "euro": "EUR", "ringgit": "MYR", "rm": "MYR"}  # fmt: skip
# What follows a number and is not counted by it.
_NO_UNIT: Final = listed(
    """
    di ke dari dan atau yang untuk pada dengan dalam oleh akan telah sudah juga lebih kurang itu ini tahun-tahun
    wib wita wit lalu lagi per hingga sampai serta maupun antara sebagai adalah ialah menjadi dibanding
    hari-hari kali-lipat sebesar sebanyak sekitar bagi saat ketika karena tersebut lainnya lain sementara naik
    turun agar bukan januari februari maret april mei juni juli agustus september oktober november desember
    """
)
# Of spelt-out numbers only those that count something countable are figures: "dua daerah" is a turn of speech.
_PLAIN: Final = listed(
    """
    orang ton kilogram hektare hektar persen hari pekan minggu bulan tahun jam desa kelurahan kecamatan
    kabupaten kota negara provinsi mou pks naskah dokumen perjanjian kesepakatan rancangan perusahaan pengusaha
    pelaku pedagang petani nelayan peserta pelajar mahasiswa guru dosen dokter perawat tenaga ahli umkm koperasi
    unit kapal kontainer ekor bibit paket langkah agenda program proyek sektor bidang poin negara-negara
    investor hotel sekolah kampus delegasi kepala
    """
)
# With "tiga tahun terakhir" or "dua hari lalu" goes a span of time that dates.py reads.


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts, at a place of the text."""

    start: int
    end: int
    said: str
    value: float
    unit: str
    """Rp, USD, persen, or the word that follows, in lower case."""

    @property
    def normal(self) -> str:
        """The form in which figures are compared: "95 persen", "Rp 2400000000"."""
        number = f"{self.value:.10g}" if self.value < 1e10 else f"{self.value:.0f}"
        return (
            f"{self.unit} {number}"
            if self.unit in CURRENCIES.values() or self.unit.isupper()
            else f"{number} {self.unit}"
        )


def find(article: Article, dates: Iterable[Found]) -> tuple[Figure, ...]:
    """Return every figure in the order of the text; what is part of a date is none."""
    busy = bytearray(len(article.text) + 1)
    for one in dates:
        busy[one.start : one.end] = b"\1" * (one.end - one.start)
    found: list[Figure] = []
    for figure in (*_money(article.text), *_counts(article.text), *_spelt(article.text)):
        if not any(busy[figure.start : figure.end]):
            busy[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
            found.append(figure)
    found += _ranges(article.text, found, busy)
    return tuple(sorted(found, key=lambda figure: figure.start))


def _value(written: str, scale: str | None) -> float:
    plain = written
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        plain = written.replace(".", "")
    return round(float(plain.replace(",", ".")) * _SCALES.get((scale or "").lower(), 1), 6)


def _money(text: str) -> Iterator[Figure]:
    for match in _MONEY.finditer(text):
        unit = CURRENCIES.get((match["unit"] or match["unit2"]).lower(), (match["unit"] or match["unit2"]).upper())
        value = _value(match["n"] or match["n2"], match["scale"] or match["scale2"])
        yield Figure(match.start(), match.end(), match[0], value, unit)


def _counts(text: str) -> Iterator[Figure]:
    for match in _COUNTED.finditer(text):
        unit = match["unit"].lower().replace("%", "persen")
        numbered = (
            text[: match.start()].rpartition("\n")[2].strip() == ""
            and text[match.end("n") : match.end("n") + 1] in ".)"
        )
        ordinal = re.search(
            r"(?:\bke-?|\bpukul|\bnomor|\bno\.?|\bpasal|\btahun|\bindustri|\bjl\.?[^.,]*)\s*$",
            text[max(0, match.start() - 30) : match.start()],
            re.I,
        )
        if unit in _NO_UNIT or numbered or ordinal or len(unit) < 2:
            continue
        yield Figure(match.start(), match.end(), match[0], _value(match["n"], match["scale"]), unit)


def _spelt(text: str) -> Iterator[Figure]:
    for match in _SPELT.finditer(text):
        unit = match["unit"].lower()
        if unit not in _PLAIN and match["scale"] is None:
            continue
        if unit in _NO_UNIT:
            continue
        yield Figure(match.start(), match.end(), match[0], _spelt_value(match["n"], match["scale"]), unit)


def _spelt_value(words: str, scale: str | None) -> float:
    total = 0
    for word in words.lower().split():
        if word == "belas":
            total += 10
        elif word == "puluh":
            total *= 10
        else:
            total += {"satu": 1, "seribu": 1000}.get(word) or int(NUMBERS[word])
    return float(total * _SCALES.get((scale or "").lower(), 1))


def _ranges(text: str, found: list[Figure], busy: bytearray) -> Iterator[Figure]:
    """Yield the lower ends of ranges: in "5 sampai 7 persen" the unit stands once and counts both."""
    at = {figure.start: figure for figure in found}
    for match in _RANGE.finditer(text):
        upper = at.get(match.end())
        if upper is not None and not busy[match.start()]:
            yield Figure(
                match.start(), upper.end, text[match.start() : upper.end], _value(match["n"], None), upper.unit
            )
