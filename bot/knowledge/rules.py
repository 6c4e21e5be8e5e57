"""All rules over the whole knowledge, in the order in which they run.

A rule is a function from the load to its problems. Adding one: write it in the rules_*.py file of its subject, name it
here, and give its bad example in tests/knowledge/test_rules_*.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from bot.knowledge import rules_dates, rules_names, rules_references, rules_stages, rules_texts
from bot.knowledge.loaded import Loaded
from bot.knowledge.problems import Problem

MAX_PROBLEMS = 200
"""Of one rule in one run. Rules are lazy, so this bounds their time as well."""

Rule = Callable[[Loaded], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    rules_names.ids_are_unique,
    rules_names.tables_are_sorted,
    rules_names.names_are_unambiguous,
    rules_references.table_references_resolve,
    rules_references.part_references_resolve,
    rules_references.citations_resolve,
    rules_references.parents_form_no_circle,
    rules_references.sources_are_used,
    rules_dates.articles_are_published_before_they_are_read,
    rules_dates.events_come_before_their_articles,
    rules_dates.signings_come_before_their_articles,
    rules_stages.stages_fit_the_instruments,
    rules_stages.plans_sound_like_plans,
    rules_texts.evidence_is_short,
    rules_texts.questions_are_asked_once,
    rules_texts.facts_can_be_asked_in_both_languages,
)


def check(loaded: Loaded) -> list[Problem]:
    """Return what all rules find; of one rule no more than anybody reads."""
    return [problem for rule in RULES for problem in islice(rule(loaded), MAX_PROBLEMS)]
