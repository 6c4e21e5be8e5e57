"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# What later steps change is not to be found here: a step keeps to what was so when it was written.
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TAKEN = sa.text("state = 'taken'")
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "actions",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", WHOLE, nullable=False),
        sa.Column("action", sa.String(length=100), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "chats",
        sa.Column("chat", WHOLE, autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=8)),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("replies", sa.Boolean(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("chat"),
    )
    op.create_table(
        "digests",
        sa.Column("user", WHOLE, autoincrement=False, nullable=False),
        sa.Column("sent", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user"),
    )
    op.create_table(
        "filed",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("chat", WHOLE, nullable=False),
        sa.Column("user", WHOLE, nullable=False),
        sa.Column("filed", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.Text()),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("user", "digest", name="filed_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("filed_state", "filed", ["state"])
    op.create_table(
        "inbox",
        sa.Column("update_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("chat", WHOLE, nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("received", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("takes", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("worker", sa.String(length=100)),
        sa.Column("lease", MOMENT),
        sa.Column("finished", MOMENT),
        sa.CheckConstraint("state IN ('open', 'taken', 'done', 'late', 'failed')", name="inbox_state"),
        sa.PrimaryKeyConstraint("update_id"),
    )
    op.create_index("inbox_finished", "inbox", ["finished"])
    op.create_index("inbox_taken", "inbox", ["chat", "worker"], sqlite_where=TAKEN, postgresql_where=TAKEN)
    op.create_index("inbox_open", "inbox", ["update_id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "overlay",
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "proposals",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "questions",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("asked", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.Text()),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("where", sa.String(length=16), nullable=False),
        sa.Column("milliseconds", sa.Float(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=16)),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("questions_asked", "questions", ["asked"])
    op.create_index("questions_person", "questions", ["person"])
    op.create_table(
        "sending",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "subscriptions",
        sa.Column("user", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user", "kind", "ref"),
    )
    op.create_table(
        "told",
        sa.Column("user", WHOLE, autoincrement=False, nullable=False),
        sa.Column("cooperation", sa.String(length=200), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("user", "cooperation"),
    )
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("commit", sa.String(length=64)),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("overlay", sa.JSON(), nullable=False),
        sa.Column("files", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "votes",
        sa.Column("question", WHOLE, autoincrement=False, nullable=False),
        sa.Column("person", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=32)),
        sa.Column("comment", sa.Text()),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("value IN (-1, 1)", name="votes_value"),
        sa.PrimaryKeyConstraint("question", "person"),
    )
    op.create_index("votes_at", "votes", ["at"])
    op.create_index("votes_person", "votes", ["person"])
