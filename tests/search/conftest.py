from __future__ import annotations

from functools import cache

import pytest

from bot.search.analysis import Analyser, Lexicon
from bot.search.index import Document, Index

LEXICON: Lexicon = {
    "kerja": (5.5, 0.0),
    "sama": (5.9, 0.0),
    "yang": (7.2, 0.0),
    "kapan": (5.2, 0.0),
    "pasar": (5.1, 0.0),
    "harga": (5.2, 0.0),
    "menandatangani": (4.4, 0.0),
    "penandatanganan": (3.9, 0.0),
    "market": (3.0, 5.2),
    "markets": (0.0, 4.6),
    "sungai": (5.0, 0.0),
    "kunci": (4.9, 0.0),
    "rapat": (4.9, 0.0),
}
FILLERS = ("yang", "apa", "di", "dan")
DOCUMENTS = (
    Document(
        "palu/pasar",
        ("Apa harapan Palu?", "Pasar apa yang dicari Palu?"),
        "Palu mencari pasar di Balikpapan.",
        "Kota Palu",
    ),
    Document(
        "palu/tanggal",
        ("Kapan Palu menandatangani kesepakatan?",),
        "Kesepakatan ditandatangani 30 Mei 2025.",
        "Kota Palu",
    ),
    Document(
        "kazakhstan", ("Siapa duta besar Kazakhstan?",), "Duta besar datang ke Balikpapan dari Astana.", "Kazakhstan"
    ),
    Document("parepare", (), "Parepare bertanding sepak bola dengan Balikpapan.", "Kota Parepare"),
)
NAMES = {
    "region:palu": ("Kota Palu", "Palu"),
    "region:balikpapan": ("Balikpapan", "Kota Balikpapan"),
    "region:kazakhstan": ("Kazakhstan",),
    "place:uzbekistan": ("Uzbekistan",),
    "region:parepare": ("Parepare", "Kota Parepare"),
}
CONCEPTS = {"c:kerja-sama": ("kerja sama", "cooperation"), "c:tanda-tangan": ("tanda tangan", "menandatangani")}


def analysed() -> Analyser:
    spellings = {"kpn": "kapan", "ks": "kerja sama", "bpp": "balikpapan"}
    return Analyser(spellings=spellings, names=NAMES, concepts=CONCEPTS, lexicon=LEXICON)


@cache
def built() -> Index:
    names = [word.lower() for phrases in NAMES.values() for phrase in phrases for word in phrase.split()]
    return Index(DOCUMENTS, analysed(), fillers=FILLERS, lexicon=LEXICON, extra_words=names)


@pytest.fixture
def analyser() -> Analyser:
    return analysed()


@pytest.fixture
def index() -> Index:
    return built()
