"""Writes lemmas.tsv: `python -m bot.resources.make_lemmas`, with the `resources` extra installed.

Reading simplemma's two dictionaries takes a second at every start and most of the memory; the words that people ask
with are few, so their lemmas are looked up once, here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from bot.resources.reading import lexicon

SHORTEST = 4
"""Letters from which a word is reduced; shorter ones are mostly function words and names."""


def table(
    words: Iterable[str], known: Mapping[str, tuple[float, float]], lemma: Callable[[str, str], str]
) -> dict[str, list[str]]:
    """Return lemma -> the words that are reduced to it, each in the language that uses the word more."""
    found: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
            continue
        indonesian, english = known.get(word, (0.0, 0.0))
        reduced = lemma(word, "en" if english > indonesian else "id").lower()
        if reduced != word and reduced.isascii():
            found.setdefault(reduced, []).append(word)
    return found


def main() -> None:
    """Write the file."""
    import simplemma
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    indonesian = (str(word).lower() for word in DefaultDictionaryFactory().get_dictionary("id"))
    rows = table([*indonesian, *lexicon()], lexicon(), lambda word, language: simplemma.lemmatize(word, lang=language))
    lines = [f"{lemma}\t{' '.join(words)}\n" for lemma, words in sorted(rows.items())]
    target = Path(__file__).with_name("lemmas.tsv")
    target.write_text("lemma\twords\n" + "".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
