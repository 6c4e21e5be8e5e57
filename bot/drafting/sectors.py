"""Finding sectors in an article by the names and aliases that the knowledge gives them."""

from __future__ import annotations

from collections import Counter

from bot.drafting.article import Article
from bot.knowledge.model import Knowledge
from bot.text.folding import fold

MOST = 8


def find(article: Article, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the ids of the sectors that the article names, the most frequent first."""
    counts: Counter[str] = Counter()
    for sector in knowledge.sectors.values():
        for name in dict.fromkeys(fold(name) for name in (sector.name.id, *sector.aliases.id)):
            counts[sector.id] += article.folded.count(f" {name} ")
    return tuple(id_ for id_, count in counts.most_common(MOST) if count)
