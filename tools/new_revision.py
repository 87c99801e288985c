"""Write the next migration: what the models say against what all revisions so far make.

Run `python -m tools.new_revision "Add the review's room"` and read what it wrote before keeping it; a
change of values needs its own lines, and a step in the journal if the journal watches the table.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from senco_desk.store import migrate
from senco_desk.store.tables import METADATA

_HEADING = '''"""{words}."""

import sqlalchemy as sa
from alembic import op

revision = "{number:04d}"
down_revision = {before}


def upgrade() -> None:
    """{words}."""
{body}
'''
_PLAIN_TYPES = (
    (r"sqlmodel\.sql\.sqltypes\.AutoString\(\)", "sa.String()"),
    (r"sqlmodel\.sql\.sqltypes\.AutoString\(", "sa.String("),
    (r"senco_desk\.models\.columns\.Moment\(", "sa.String("),
)


def _enum_as_text(found: re.Match[str]) -> str:
    longest = max(len(name) for name in re.findall(r"'([^']*)'", found[0].rsplit(", name=", 1)[0]))
    return f"sa.String(length={longest})"


def difference() -> str:
    """Give the lines that bring a file with every revision so far to what the models say."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"render_as_batch": True})
        steps = produce_migrations(context, METADATA).upgrade_ops
        body = render_python_code(steps) if steps else ""
    for pattern, plain in _PLAIN_TYPES:
        body = re.sub(pattern, plain, body)
    body = re.sub(r"sa\.Enum\([^)]*\)", _enum_as_text, body)
    return "\n".join(line for line in body.splitlines() if not line.lstrip().startswith("#"))


def write(words: str) -> Path:
    """Write the revision's file and format it."""
    number = len(migrate.revisions()) + 1
    before = f'"{number - 1:04d}"' if number > 1 else None
    name = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    path = migrate.FOLDER / "versions" / f"r{number:04d}_{name}.py"
    body = "    " + difference().lstrip()
    path.write_text(_HEADING.format(words=words, number=number, before=before, body=body), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", str(path)], check=True)
    return path


if __name__ == "__main__":
    print(write(sys.argv[1]))
