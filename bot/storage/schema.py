"""The tables, the same on both databases; `migrations/` makes them, and a test holds the two equal."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class Moment(TypeDecorator[datetime]):
    """An aware time; SQLite keeps it as text in UTC, which sorts as it should."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC; ValueError if it does not say where it is meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time as an aware one."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that people or programs wrote, without what a database cannot hold: NUL and halves of characters."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text as it can be kept."""
        return None if value is None else value.encode("utf-8", "replace").decode().replace("\0", "")


# 64 bits on both; SQLite numbers rows by itself in a column that is called INTEGER only.
WHOLE = BigInteger().with_variant(Integer(), "sqlite")

METADATA = MetaData()

META = Table("meta", METADATA, Column("key", String(100), primary_key=True), Column("value", Text, nullable=False))

CHATS = Table(
    "chats",
    METADATA,
    Column("chat", WHOLE, primary_key=True, autoincrement=False),
    Column("language", String(8)),
    Column("form", String(8), nullable=False),
    Column("replies", Boolean, nullable=False),
    Column("topics", JSON, nullable=False),
)

QUESTIONS = Table(
    "questions",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("asked", Moment, nullable=False),
    Column("text", Words, nullable=False),
    Column("language", String(8), nullable=False),
    Column("status", String(16), nullable=False),
    Column("entry", Text),
    Column("facts", JSON, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("where", String(16), nullable=False),
    Column("milliseconds", Float, nullable=False),
    Column("version", Integer, nullable=False),
    Column("person", String(16)),
    Index("questions_asked", "asked"),
    Index("questions_person", "person"),
)

VOTES = Table(
    "votes",
    METADATA,
    Column("question", WHOLE, primary_key=True, autoincrement=False),
    Column("person", String(16), primary_key=True),
    Column("value", Integer, nullable=False),
    Column("reason", String(32)),
    Column("comment", Words),
    Column("at", Moment, nullable=False),
    CheckConstraint("value IN (-1, 1)", name="votes_value"),
    Index("votes_at", "at"),
    Index("votes_person", "person"),
)

FILED = Table(
    "filed",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=True),
    Column("text", Words, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("chat", WHOLE, nullable=False),
    Column("user", WHOLE, nullable=False),
    Column("filed", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("entry", Text),
    UniqueConstraint("user", "digest", name="filed_once"),
    Index("filed_state", "state"),
    # A number is never given twice: a button under an old message must not mean another question.
    sqlite_autoincrement=True,
)

SENDING = Table(
    "sending",
    METADATA,
    Column("name", String(16), primary_key=True),
    Column("at", Float, nullable=False),
)

SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("user", WHOLE, primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("ref", String(200), primary_key=True),
    Column("language", String(8), nullable=False),
    Column("since", Moment, nullable=False),
)

DIGESTS = Table(
    "digests",
    METADATA,
    Column("user", WHOLE, primary_key=True, autoincrement=False),
    Column("sent", Moment, nullable=False),
)

TOLD = Table(
    "told",
    METADATA,
    Column("user", WHOLE, primary_key=True, autoincrement=False),
    Column("cooperation", String(200), primary_key=True),
    Column("hash", String(64), nullable=False),
)

VERSIONS = Table(
    "versions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("commit", String(64)),
    Column("at", Moment, nullable=False),
    Column("by", String(32), nullable=False),
    Column("counts", JSON, nullable=False),
    Column("note", Words, nullable=False),
    Column("overlay", JSON, nullable=False),
    Column("files", LargeBinary),
)

OVERLAY = Table(
    "overlay",
    METADATA,
    Column("name", String(500), primary_key=True),
    Column("content", LargeBinary),
    Column("by", String(32), nullable=False),
    Column("at", Moment, nullable=False),
)

PROPOSALS = Table(
    "proposals",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("by", String(32), nullable=False),
    Column("base", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("note", Words, nullable=False),
    Column("files", LargeBinary, nullable=False),
    # A number is never given twice: a button under an old message must not mean another proposal.
    sqlite_autoincrement=True,
)

ACTIONS = Table(
    "actions",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("by", WHOLE, nullable=False),
    Column("action", String(100), nullable=False),
    Column("detail", Words, nullable=False),
)

_OPEN, _TAKEN = text("state = 'open'"), text("state = 'taken'")

INBOX = Table(
    "inbox",
    METADATA,
    Column("update_id", WHOLE, primary_key=True, autoincrement=False),
    Column("chat", WHOLE, nullable=False),
    Column("body", LargeBinary),
    Column("received", Moment, nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("takes", Integer, nullable=False),
    Column("error", Words),
    Column("worker", String(100)),
    Column("lease", Moment),
    Column("finished", Moment),
    CheckConstraint("state IN ('open', 'taken', 'done', 'late', 'failed')", name="inbox_state"),
    Index("inbox_open", "update_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("inbox_taken", "chat", "worker", sqlite_where=_TAKEN, postgresql_where=_TAKEN),
    Index("inbox_finished", "finished"),
)
