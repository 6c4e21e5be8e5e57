"""How a question states a condition in words: what it leaves out, where to, whether first or last, signed or not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.answering.names import REGION, ref_of
from bot.answering.reading import Mention, Reading

_STAGES = frozenset(
    ["rencana", "direncanakan", "sebatas", "tahap", "dijajaki", "penjajakan", "sekadar", "akan", "wacana"]
)
"""Words before which "baru" means no more than "only"."""
_ONLY = frozenset(["tahap", "masih", "baru", "sebatas", "sekadar", "still", "only", "being", "stage"])
_EXPLORED = frozenset(
    ["penjajakan", "dijajaki", "menjajaki", "jajaki", "jajak", "explored", "exploring", "exploration", "exploratory"]
)
"""With a word of the former before it: what is no more than explored."""
_NOT = frozenset({"belum", "tidak", "bukan", "not", "never", "without", "tanpa"})
_LAST = frozenset({"terakhir", "latest", "last"})
_FIRST = frozenset({"pertama", "first", "duluan", "earliest"})
_SUPERLATIVES = frozenset(
    {
        *("terbaru", "terkini", "teranyar", "newest", "latest", "terlama", "terdahulu", "oldest", "earliest"),
        *("perdana", "terawal", "teraktual"),
    }
)
_EXTREMES = frozenset({"baru", "lama", "awal", "dulu", "dahulu", "pertama", "akhir", "gres", "anyar", "mutakhir"})
_EITHER = frozenset({"or", "and", "atau", "dan"})
_RUNNING = frozenset(
    {
        *("berjalan", "jalan", "terlaksana", "dilaksanakan", "beroperasi", "dijalankan", "terealisasi", "diterapkan"),
        *("running", "operating", "implemented", "underway", "operational", "active", "aktif"),
    }
)
"""Words by which a cooperation is more than agreed upon."""
_WHICH_OF = frozenset({"mana", "which", "saja", "daftar", "list", "semua", "all", "what"})
_ALREADY = frozenset({"sudah", "telah", "already", "is", "are", "been", "masih", "currently", "now", "sedang"})
_BETWEEN = frozenset({"antar", "antara", "between"})
_LEVELS = {
    "provinsi": "provinsi",
    "provinces": "provinsi",
    "kota": "kota",
    "cities": "kota",
    "kabupaten": "kabupaten",
    "negara": "negara",
}
_FOREIGN = frozenset({("negara", "mana"), ("which", "countries"), ("what", "countries")})
_WHICH = frozenset({("provinsi", "mana"), ("which", "provinces")})
_COUNTING = frozenset({"berapa", "many", "which", "what"})
_REGIONAL = frozenset({"kota", "kabupaten", "provinsi"})
KINDS = {
    **dict.fromkeys(("kota", "city", "cities"), frozenset({"kota"})),
    **dict.fromkeys(("provinsi", "province", "provinces"), frozenset({"provinsi"})),
    **dict.fromkeys(("negara", "country", "countries"), frozenset({"negara"})),
    **dict.fromkeys(("daerah", "pemda", "region", "regions"), _REGIONAL),
    "kabupaten": frozenset({"kabupaten"}),
}
"""Under the noun that asks for them the kinds of region."""
_WITHOUT = frozenset(
    {
        *("selain", "kecuali", "bukan", "tidak", "tanpa", "minus", "luar"),
        *("besides", "except", "excluding", "not", "without", "than", "apart", "aside", "leaving", "counting"),
    }
)
"""Words that leave out the name behind them: "selain sama Kaltara", "but not in Balikpapan"."""
_TOGETHER = {
    "than": {"other", "rather"},
    "luar": {"di", "dari"},
    "apart": {"from"},
    "aside": {"from"},
    "counting": {"not"},
    "tidak": {"melibatkan", "dari", "di", "termasuk", "berasal"},
}
"""Words of which it takes another one beside them: "ke luar Balikpapan" leaves out nothing, "di luar" does."""
_JOINING = frozenset(
    {
        *("di", "ke", "dari", "dengan", "sama", "oleh", "yang", "untuk", "ada", "kota", "kabupaten", "provinsi"),
        *("negara", "pemkot", "pemprov", "pemda", "pemerintah", "melibatkan", "termasuk", "berasal", "punya", "milik"),
        *("from", "in", "with", "by", "to", "the", "of", "for", "city", "involving", "including"),
    }
)
"""Words that may stand between the two."""
TOWARDS = frozenset(
    {
        *("ke", "to", "visit", "visits", "visited", "visiting", "mengunjungi", "kunjungi", "mendatangi", "datangi"),
        *("bertamu", "menyambangi", "sambangi"),
    }
)
"""What stands before the place that somebody came to."""


def kinds_of_region(words: Sequence[str]) -> frozenset[str]:
    """Return the kinds of region that are counted or asked for: "berapa kota", "provinsi mana", "which cities"."""
    for at, word in enumerate(words):
        asked = set(words[max(0, at - 1) : at]) & _COUNTING or set(words[at + 1 : at + 2]) & _WHICH_OF
        if word in KINDS and asked:
            return KINDS[word]
    return frozenset()


def besides(reading: Reading) -> frozenset[str]:
    """Return the regions that a question leaves out: "selain Balikpapan", "other than Balikpapan"."""
    left_out = [m for m in reading.mentions if m.kind == REGION and _without(reading.words, m.start)]
    return frozenset(ref_of(key) for m in left_out for key in m.keys)


def _without(words: Sequence[str], start: int) -> bool:
    """Whether the name that begins at a position is left out."""
    at = start - 1
    while at >= 0 and words[at] in _JOINING:
        at -= 1
    if at < 0 or words[at] not in _WITHOUT:
        return False
    needed = _TOGETHER.get(words[at])
    return needed is None or bool(needed & {*words[max(0, at - 1) : at], *words[at + 1 : at + 2]})


def towards(reading: Reading) -> str | None:
    """Return the region that a visit is to have gone to: "kunjungan ke Palu", "who visited Parepare"."""
    return next((m.keys[0].removeprefix(REGION) for m in reading.mentions if _target(reading, m)), None)


def _target(reading: Reading, m: Mention) -> bool:
    led = m.start > 0 and reading.words[m.start - 1]
    if led == "kota" and m.start > 1:
        led = reading.words[m.start - 2]
    return m.in_focus and m.kind == REGION and len(m.keys) == 1 and led in TOWARDS


def superlative(words: Sequence[str]) -> bool:
    """Whether the first or the last is asked for in so many words, which no fact knows of itself."""
    pairs = any(a == "paling" and b in _EXTREMES for a, b in pairwise(words))
    return pairs or bool(_SUPERLATIVES & set(words))


def newest(reading: Reading) -> bool:
    """Whether the newest is asked for; "baru direncanakan" is only planned, not newly so."""
    words = reading.words
    if "c:baru" in reading.weights and not any(a == "baru" and b in _STAGES for a, b in pairwise(words)):
        return True
    return bool(_LAST & set(words)) and reading.has("kunjungan", "pertemuan", "kerja-sama", "acara", "tamu", "delegasi")


def oldest(reading: Reading) -> bool:
    """Whether the first is asked for, of what comes one after the other."""
    if "c:terlama" in reading.weights:
        return True
    return bool(_FIRST & set(reading.words)) and reading.has("kunjungan", "kerja-sama", "tanda-tangan", "tamu", "mou")


def only_explored(words: Sequence[str]) -> bool:
    """Whether what is no more than explored is asked for: "yang masih penjajakan"."""
    return any(a in _ONLY and bool(_EXPLORED & set(words[at + 1 : at + 3])) for at, a in enumerate(words))


def either_stage(reading: Reading) -> bool:
    """Whether what is signed is asked for as well as what is planned: "signed or planned", "baik ... maupun"."""
    both = reading.has("tanda-tangan") and reading.has("rencana") and bool(_EITHER & set(reading.words))
    return both or "maupun" in reading.words


def running(words: Sequence[str]) -> bool:
    """Whether it is asked which are under way: "mana yang sudah berjalan"."""
    already = any(a in _ALREADY and bool(_RUNNING & set(words[at + 1 : at + 3])) for at, a in enumerate(words))
    return already and bool(_WHICH_OF & set(words))


def denied(reading: Reading) -> bool:
    """Whether a question asks for what is not signed: "yang belum ditandatangani"."""
    spans = [t for t in reading.query.terms if t.key == "c:tanda-tangan"]
    return any(_NOT & set(reading.words[max(0, t.start - 3) : t.start]) for t in spans)


def between_level(words: Sequence[str]) -> str | None:
    """Return the kind of region between which cooperation is asked for: "antar provinsi", "between cities"."""
    for at, word in enumerate(words):
        if word in _BETWEEN:
            level = next((_LEVELS[w] for w in words[at + 1 : at + 3] if w in _LEVELS), None)
            if level:
                return level
        if (word, *words[at + 1 : at + 2]) in _WHICH:
            return "provinsi"
        if word.startswith("antar") and word[5:] in _LEVELS:
            return _LEVELS[word[5:]]
    return None


def foreign(words: Sequence[str]) -> bool:
    """Whether countries are asked for: "negara mana"."""
    return any(pair in _FOREIGN for pair in pairwise(words))
