"""How much there is in one load of the knowledge."""

from __future__ import annotations

from bot.knowledge.model import Knowledge


def counts(knowledge: Knowledge) -> dict[str, int]:
    """Return the number of records by kind."""
    every = knowledge.cooperations.values()
    return {
        "cooperations": len(every),
        "facts": sum(len(one.facts) for one in every),
        "discrepancies": sum(len(one.discrepancies) for one in every),
        "gaps": sum(len(one.gaps) for one in every),
        "sources": len(knowledge.sources),
        "people": len(knowledge.people),
        "regions": len(knowledge.regions),
    }
