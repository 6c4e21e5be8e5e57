"""Puts a draft where it belongs: its own file beside the others, and its records into the tables that all share."""

from __future__ import annotations

import re
from pathlib import Path

from bot.drafting.drafting import Draft
from bot.knowledge.files import Files, cooperation_file, read
from bot.knowledge.lines import line_of
from bot.knowledge.yamlfile import parse_yaml

_RECORD = re.compile(r"(?m)^(?=- )")
_ID = re.compile(r"- id: (\S+)")


def merged(draft: Draft, files: Files) -> dict[str, bytes]:
    """Return what the draft brings: its own file, and each table that it adds to, complete, the rest untouched."""
    tables = {name: with_records(name, files.get(name, b""), rows) for name, rows in draft.additions.items()}
    return {**tables, cooperation_file(draft.id): draft.cooperation.encode("utf-8", "replace")}


def put_into(draft: Draft, folder: Path, knowledge: Path) -> list[Path]:
    """Write what the draft brings into a folder and return the paths, the cooperation's first.

    A table that the folder lacks is that of `knowledge` with the new records: so the folder can be sent as an upload.
    FileExistsError, and nothing is written, where there is a cooperation's file already.
    """
    contents = merged(draft, {**read(knowledge).files, **read(folder).files})
    own = cooperation_file(draft.id)
    (folder / own).parent.mkdir(parents=True, exist_ok=True)
    # "x": a file that is there holds somebody's work.
    with (folder / own).open("xb") as stream:
        stream.write(contents.pop(own))
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / own, *(folder / name for name in contents)]


def with_records(name: str, content: bytes, rows: str) -> bytes:
    """Return a table with records put in where the order of the ids wants them; comments stay with what they precede.

    `rows` is YAML text, a list of records. A table that cannot be read gets them at its end, for `check` to tell.
    """
    lines = content.decode("utf-8", "replace").splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    table = parse_yaml(content, name)
    starts = [
        (str(record.get("id")), line_of(table.lines, (index,)) - 1)
        for index, record in enumerate(table.data if isinstance(table.data, list) else ())
        if isinstance(record, dict)
    ]
    placed = []
    for row in filter(str.strip, _RECORD.split(rows)):
        found = _ID.match(row)
        id_ = found[1] if found else ""
        at = next((line for known, line in starts if known > id_), len(lines))
        # The first line is for editors, and belongs to no record.
        while 1 < at < len(lines) and lines[at - 1].startswith("#"):
            at -= 1
        placed.append((at, row))
    # From the last on, so that the lines above stay where they are.
    for at, row in reversed(placed):
        lines.insert(at, row)
    return "".join(lines).encode("utf-8", "replace")
