"""The folder with its overlay as files to keep: what the overlay did not touch as it is, the rest in canonical form."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.files import Files, Overlay, merged
from bot.knowledge.problems import KnowledgeError
from bot.knowledge.writing import rewritten


def exported(files: Files, overlay: Overlay) -> dict[str, bytes]:
    """Return the merged files; those of the overlay lose their comments, which the canonical form has no place for.

    KnowledgeError where a file of the overlay has not its shape, ValueError where it has a name that no file may have.
    """
    whole = merged(files, overlay)
    return {
        name: content if files.get(name) == content else rewritten(name, content)
        for name, content in sorted(whole.items())
    }


def taken_over(files: Files, overlay: Overlay) -> set[str]:
    """Return the names in the overlay that the files themselves say already, be it in the canonical form."""
    return {name for name, content in overlay.items() if _same(name, files.get(name), content)}


def _same(name: str, there: bytes | None, content: bytes | None) -> bool:
    if there is None or content is None or there == content:
        return there == content
    try:
        return there == rewritten(name, content)
    except KnowledgeError:
        return False


def write_folder(files: Files, folder: Path) -> None:
    """Write files into a folder that is new or empty; FileExistsError where something is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
