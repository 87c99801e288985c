"""Bring a file to this version's form: Alembic's revisions, all in one real transaction.

The revisions are found as files beside this one, with no alembic.ini; a frozen program carries them as data.
`PRAGMA user_version` is the number of revisions a file has had, which says "newer" without knowing Alembic.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

FOLDER: Final = Path(__file__).resolve().parent / "migrations"
APPLICATION_ID: Final = 0x53454E43
"""Says "SENC" where SQLite keeps a file's application."""


def count() -> int:
    """Give how many revisions this version knows, without waking Alembic: most files need none."""
    return len(list((FOLDER / "versions").glob("r????_*.py")))


def revisions() -> tuple[str, ...]:
    """Give every revision this version knows, the first first."""
    from alembic.script import ScriptDirectory

    scripts = list(ScriptDirectory(str(FOLDER)).walk_revisions())
    return tuple(script.revision for script in reversed(scripts))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the missing revisions on a connection that is in a transaction; the caller commits.

    Foreign keys must be off, or a table rebuilt would take its children along; they are checked at the end.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(FOLDER))

    def missing(present: Any, _context: object) -> Any:
        # What `alembic upgrade` itself calls; there is no public name for it.
        return script._upgrade_revs(to, present)

    environment = EnvironmentContext(Config(), script, fn=missing, destination_rev=to)
    environment.configure(connection=connection, render_as_batch=True)
    with environment.begin_transaction():
        environment.run_migrations()
    had = count() if to == "head" else revisions().index(to) + 1
    connection.exec_driver_sql(f"PRAGMA user_version = {had}")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    if torn := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError(f"after migrating, a row of {torn[0]} points at nothing")
