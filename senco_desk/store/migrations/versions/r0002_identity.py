"""The journal's key, kept in the file, and a count of every change."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table; its one row needs the file's key, so opening writes it in the same transaction."""
    op.create_table(
        "file_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("journal_key", sa.LargeBinary(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
