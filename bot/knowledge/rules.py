"""All rules over the whole knowledge, in the order in which they run.

RULES hold whenever knowledge is used: what breaks them could answer wrongly. EDITORIAL are what an editor would notice;
they compare texts, which takes time, and so run where knowledge is checked and not where the bot starts.

A rule is a function from the load to its problems. Adding one: write it in the rules_*.py file of its subject, name it
here, and give its bad example in tests/knowledge/test_rules*.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from bot.knowledge import (
    rules_dates,
    rules_golden,
    rules_languages,
    rules_names,
    rules_people,
    rules_references,
    rules_stages,
    rules_texts,
    rules_twins,
    rules_weekdays,
)
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
    rules_stages.signings_fit_the_stage,
    rules_stages.plans_sound_like_plans,
    rules_texts.nothing_is_left_to_write,
    rules_texts.evidence_is_short,
    rules_texts.questions_are_asked_once,
    rules_texts.facts_can_be_asked_in_both_languages,
    rules_golden.golden_questions_expect_entries,
    rules_golden.golden_questions_are_asked_once,
)


EDITORIAL: tuple[Rule, ...] = (
    rules_references.records_are_referred_to,
    rules_dates.sources_were_seen_lately,
    rules_weekdays.weekdays_fit_their_dates,
    rules_weekdays.quoted_weekdays_are_explained,
    rules_people.titles_have_one_holder,
    rules_people.roles_have_one_holder,
    rules_people.people_have_one_spelling,
    rules_people.texts_spell_names_as_recorded,
    rules_twins.cooperations_have_their_own_names,
    rules_twins.cooperations_are_told_once,
    rules_languages.numbers_agree,
    rules_languages.names_agree,
    rules_languages.each_language_is_itself,
)


def check(loaded: Loaded) -> list[Problem]:
    """Return what the rules find that hold wherever knowledge is used; of one rule no more than anybody reads."""
    return _found(loaded, RULES)


def edit(loaded: Loaded) -> list[Problem]:
    """Return what an editor would notice besides; of one rule no more than anybody reads."""
    return _found(loaded, EDITORIAL)


def _found(loaded: Loaded, all_rules: tuple[Rule, ...]) -> list[Problem]:
    return [problem for rule in all_rules for problem in islice(rule(loaded), MAX_PROBLEMS)]
