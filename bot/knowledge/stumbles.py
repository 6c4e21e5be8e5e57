"""Says where a YAML parser stumbled, and what usually helps."""

from __future__ import annotations

import yaml

from bot.knowledge.problems import Complaint, complaint

_HINTS = {
    "mapping values are not allowed": complaint("part.yaml_colon"),
    "could not find expected ':'": complaint("part.yaml_key"),
    "cannot start any token": complaint("part.yaml_start"),
    "did not find expected key": complaint("part.yaml_above"),
    "did not find expected '-' indicator": complaint("part.yaml_dash"),
    "did not find expected ',' or": complaint("part.yaml_bracket"),
    "control characters are not allowed": complaint("part.yaml_invisible"),
}


def explain(error: yaml.YAMLError, text: str) -> tuple[int, Complaint]:
    """Return the line that the parser stumbled over, and what to do about it; the parser's own words are English."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    line = mark.line + 1 if mark else text.count("\n", 0, max(0, getattr(error, "position", 0) or 0)) + 1
    line = min(line, text.count("\n") + 1)
    hint = next((hint for part, hint in _HINTS.items() if part in said), "")
    return line, complaint("yaml_invalid", error=said, hint=hint)
