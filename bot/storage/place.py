"""Where the database is: what `DATABASE_URL` says, and the file that only one process may use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_SQLITE = "sqlite:///"
_NEITHER = "DATABASE_URL is neither sqlite:///FILE nor postgresql://USER:PASSWORD@HOST/NAME"


@dataclass(frozen=True, slots=True)
class Place:
    """A database; `str` names it without user and password."""

    shown: str
    file: Path | None = None
    """The file of an SQLite database; None with PostgreSQL."""
    dsn: str = ""
    """The address of a PostgreSQL database, as libpq understands it."""

    def __str__(self) -> str:
        return self.shown

    def __repr__(self) -> str:
        return f"Place({self.shown!r})"


def place(url: str) -> Place:
    """Return the place that an address names; ValueError if it is neither SQLite nor PostgreSQL.

    The message of the error does not hold the address, which may hold a password.
    """
    if url.startswith(_SQLITE):
        name = url.removeprefix(_SQLITE)
        if not name or name.endswith("/") or name.startswith(":"):
            raise ValueError("DATABASE_URL names no file")
        return Place(shown=f"the database {name}", file=Path(name).absolute())
    try:
        parts = urlsplit(url)
    except ValueError:  # which would quote the address
        raise ValueError(_NEITHER) from None
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(_NEITHER)
    # A password that holds one of these as it is would be taken for what comes after it, and be shown.
    if parts.fragment or "@" in parts.path + parts.query:
        raise ValueError("DATABASE_URL: special characters of the password must be written as %23, %2F, %3F, %40")
    try:
        several_hosts = "," in parts.netloc
        if not several_hosts and parts.port == 0:
            raise ValueError
    except ValueError:
        raise ValueError("DATABASE_URL: its port is none") from None
    # libpq knows it and asyncpg does not: hosts that offer PostgreSQL put it into the addresses they hand out.
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "channel_binding"])
    host = parts.netloc.rpartition("@")[2] or "localhost"
    shown = f"PostgreSQL at {unquote(host)}, database {unquote(parts.path.strip('/')) or '(default)'}"
    return Place(shown=shown, dsn=parts._replace(scheme="postgresql", query=query).geturl())
