"""Says where a YAML parser stumbled, and what usually helps."""

from __future__ import annotations

import yaml

_HINTS = {
    "mapping values are not allowed": "put text that contains a colon and a space in quotes",
    "could not find expected ':'": "a colon after the key, or an indent, is missing",
    "cannot start any token": "text that begins with @, ` or % needs quotes; indent with spaces, not tabs",
    "did not find expected key": "check the indent and the quotes here and in the line above",
    "did not find expected '-' indicator": "check the indent here and in the line above",
    "did not find expected ',' or": "close the bracket, or put text that contains brackets or commas in quotes",
    "control characters are not allowed": "remove the invisible character",
}


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Return the line that the parser stumbled over, and a sentence with what to do about it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    line = mark.line + 1 if mark else text.count("\n", 0, max(0, getattr(error, "position", 0) or 0)) + 1
    line = min(line, text.count("\n") + 1)
    hint = next((hint for part, hint in _HINTS.items() if part in said), "")
    return line, f"is not valid YAML: {said}" + (f"; {hint}" if hint else "")
