"""`python -m bot.resources.make`: writes lexicon.tsv and places.tsv beside this file. A developer's command.

It needs the packages of the extra `resources`, in the very versions that are pinned there, and with them always writes
the same bytes; a test compares. The bot itself reads the two files and needs none of these packages.

lexicon.tsv: word, zipf_id, zipf_en. The 25,000 most frequent words of each language by wordfreq, accents and
apostrophes taken off, 2 to 24 letters a-z; 0.0 where a word is not among those of the language. Noise is left out: a
letter three times in a row ("hmmm"; Roman numerals stay), possessives ("mother's"; from Zipf 5.0 on they are "it's"
and its like, and stay), and words without a vowel unless they are in use as
abbreviations: two letters from Zipf 4.0, longer ones from Zipf 3.4, or listed in ABBREVIATIONS.

places.tsv: code, kind, name, parent, aliases, common, common_aliases; see `Place`.

The rule for `common`, which is also that for each alias: a name is common when it is one word and
1. it is listed in ORDINARY; or
2. the lexicon gives it Zipf 4.0 or more in either language, and it is not listed in PLACES, the words that are frequent
   because of the place. Provinces, countries and regions are frequent for that reason too, all but their abbreviations
   of two or three letters ("AS", "DIY"), so that rule 2 asks of them only whether such an abbreviation is a word.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from wordfreq import freq_to_zipf, get_frequency_dict

from bot.resources.gazetteer import Entry, gather, to_ascii
from bot.resources.reading import Place

WORDS: Final = 25_000
FREQUENT: Final = 4.0


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


ABBREVIATIONS: Final = _listed("bkpm bkkbn bmkg bnpb bpbd csr dgn dlm dprd krn lsm npwp skb skpd tgl tks wkwk wkwkwk")

ORDINARY: Final = _listed(
    """
    arak barru batang batu bima bone buru curug demak ende guntur hail jersey kano ketapang kobar komodo kudus kuningan
    landak lima loteng mabar malang male maros metro nusantara palu pati perm pest puncak reunion sabang seram serang
    setapak siak solo tegal woodlands
    """
)
PLACES: Final = _listed(
    """
    ambon balikpapan bandung bangka banjar banjarmasin bantul banyumas banyuwangi batam bekasi belitung bengkulu blitar
    bogor bojonegoro brebes cianjur cikarang cilacap cimahi cirebon denpasar depok diy dki garut gorontalo gresik
    indramayu jambi jayapura jember jepara jogja jombang karawang karo kebumen kediri klaten kupang kuta lamongan lebak
    madiun magelang makassar manado manggarai mataram medan merauke mojokerto ntb ntt padang palembang pasuruan
    pekalongan pekanbaru ponorogo pontianak probolinggo purwakarta purwokerto rembang samarinda sby semarang sidoarjo
    sleman subang sukabumi sumbawa surabaya surakarta tangerang tasikmalaya toba wonosobo yogyakarta

    adelaide amsterdam athena atlanta austin baltimore bangkok barcelona beijing berlin birmingham boston brisbane
    brooklyn brussels cambridge chicago columbus dallas delhi denver detroit dubai dublin edinburgh florence geneva
    glasgow houston jerusalem leeds liverpool london madinah madrid manchester manhattan mekkah melbourne milan
    milwaukee montreal moscow moskow mumbai munich nashville newcastle nyc ottawa oxford paris philadelphia portland
    quebec ri roma rome seattle seoul sevilla shanghai singapore singapura sydney tokyo toronto uk usa valencia
    vancouver vienna washington yerusalem
    """
)

_NOISE: Final = re.compile(r"(?![ivx]+$).*([a-z])\1\1")
_POSSESSIVE: Final = re.compile(r"['\u2019]s$")
_VOWEL: Final = re.compile(r"[aeiouy]")


def main() -> None:
    """Write both files."""
    for name, content in contents().items():
        path = Path(__file__).with_name(name)
        path.write_bytes(content.encode("ascii"))
        sys.stdout.write(f"{path}: {content.count(chr(10)) - 1} rows, {len(content)} bytes\n")


def contents() -> dict[str, str]:
    """File name → what belongs in it."""
    words = frequent_words()
    places = [resolve(entry, words) for entry in gather()]
    return {
        "lexicon.tsv": _table("word zipf_id zipf_en", ((w, f"{i:.1f}", f"{e:.1f}") for w, (i, e) in words.items())),
        "places.tsv": _table("code kind name parent aliases common common_aliases", map(_row, places)),
    }


def frequent_words() -> dict[str, tuple[float, float]]:
    """Word → its Zipf frequency in Indonesian and in English, sorted by word."""
    indonesian, english = _most_frequent("id"), _most_frequent("en")
    words = sorted(indonesian.keys() | english.keys())
    return {word: (indonesian.get(word, 0.0), english.get(word, 0.0)) for word in words}


def resolve(entry: Entry, words: Mapping[str, tuple[float, float]]) -> Place:
    """The place with those of its names marked that are ordinary words."""
    common = [alias for alias in entry.aliases if _is_common(alias, entry.kind, words)]
    return Place(*entry, common=_is_common(entry.name, entry.kind, words), common_aliases=frozenset(common))


def _most_frequent(language: str) -> dict[str, float]:
    found: dict[str, float] = {}
    ranked = sorted(get_frequency_dict(language).items(), key=lambda pair: (-pair[1], pair[0]))
    for written, frequency in ranked:
        word, zipf = fold(written), round(freq_to_zipf(frequency), 2)
        if _POSSESSIVE.search(written) and zipf < 5.0:
            continue
        if word not in found and _is_word(word, zipf):
            found[word] = float(f"{zipf:.1f}")
            if len(found) == WORDS:
                break
    return found


def fold(text: str) -> str:
    """Lower case, without accents and apostrophes."""
    return to_ascii(text).casefold().replace("'", "")


def _is_word(word: str, zipf: float) -> bool:
    if not re.fullmatch(r"[a-z]{2,24}", word) or _NOISE.match(word):
        return False
    if _VOWEL.search(word) or word in ABBREVIATIONS:
        return True
    return zipf >= (FREQUENT if len(word) == 2 else 3.4)


def _is_common(name: str, kind: str, words: Mapping[str, tuple[float, float]]) -> bool:
    word = fold(name).replace(".", "")
    if word in ORDINARY:
        return True
    if word in PLACES or (kind in {"provinsi", "negara", "kawasan"} and len(word) > 3):
        return False
    return max(words.get(word, (0.0, 0.0))) >= FREQUENT


def _row(place: Place) -> tuple[str, ...]:
    common = [alias for alias in place.aliases if alias in place.common_aliases]
    flag = str(int(place.common))
    return place.code, place.kind, place.name, place.parent, "|".join(place.aliases), flag, "|".join(common)


def _table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    def lines() -> Iterator[str]:
        yield "\t".join(head.split())
        yield from map("\t".join, rows)

    return "".join(f"{line}\n" for line in lines())


if __name__ == "__main__":
    main()
