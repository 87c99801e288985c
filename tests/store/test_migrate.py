"""The file's form through time: the revisions make what the models say, in one transaction, after a copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine
from sqlmodel import select

from senco_desk import __version__
from senco_desk.models.pupil import Pupil
from senco_desk.models.responses import ResponsePaper
from senco_desk.store import check, copies, drafts, migrate, open_vault, search, undo
from senco_desk.store.tables import METADATA
from tests.data.vaults.make import PUPILS
from tests.vaults import PASSPHRASE, add_pupil, make_store, reopen

VAULTS = Path(__file__).parents[1] / "data" / "vaults"


@pytest.fixture
def scratch() -> Iterator[Connection]:
    """A plain file in memory."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _schema(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    )
    return {name: re.sub(r"[\s\"]+", "", sql) for name, sql in rows if name != "alembic_version"}


def test_the_revisions_make_what_the_models_say(scratch: Connection):
    migrate.upgrade(scratch)
    migrated = _schema(scratch)
    engine = create_engine("sqlite://")
    with engine.connect() as other:
        METADATA.create_all(other)
        modelled = _schema(other)
    engine.dispose()
    assert migrated == modelled


def test_the_revisions_are_numbered_in_one_line():
    assert migrate.revisions() == tuple(f"{n:04d}" for n in range(1, migrate.count() + 1))


def test_the_number_of_revisions_stands_in_the_file(scratch: Connection):
    migrate.upgrade(scratch)
    assert scratch.exec_driver_sql("PRAGMA user_version").scalar() == len(migrate.revisions())
    assert scratch.exec_driver_sql("PRAGMA application_id").scalar() == migrate.APPLICATION_ID


_NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{number:04d}"
down_revision = "{before:04d}"


def upgrade():
    op.add_column("pupil", sa.Column("house", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("contact") as batch:
        batch.alter_column("name", existing_type=sa.String(150), type_=sa.String(200))
    {more}
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A version of the program with one revision more; its file is given, to be written."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for revision in (migrate.FOLDER / "versions").glob("*.py"):
        (folder / "versions" / revision.name).write_bytes(revision.read_bytes())
    monkeypatch.setattr(migrate, "FOLDER", folder)
    return folder / "versions" / "r0099_next.py"


def _write(later: Path, more: str = "") -> int:
    before = len(migrate.revisions())
    later.write_text(_NEXT.format(number=before + 1, before=before, more=more))
    return before + 1


def _vault(folder: Path) -> Path:
    store = make_store(folder)
    add_pupil(store, "Amina", "Yusuf")
    store.before_close.clear()
    store.close()
    return store.path


def test_an_older_file_is_brought_up_to_date_after_a_verified_copy(tmp_path: Path, later: Path):
    path = _vault(tmp_path)
    number = _write(later)
    store = reopen(path)
    with store.read() as session:
        connection = session.connection()
        assert connection.exec_driver_sql("SELECT legal_forename, house FROM pupil").one() == ("Amina", "")
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == number
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert check.findings(store) == []
    store.before_close.clear()
    store.close()
    (copy,) = copies.copies_of(path)
    later.unlink()
    reopen(copy).close()  # the copy is as the older version knew it


@pytest.mark.parametrize(
    "more",
    ["raise RuntimeError('half way')", "op.execute('INSERT INTO contact (name, pupil_id) VALUES (1, 99)')"],
    ids=["an exception", "a row that points at nothing"],
)
def test_a_migration_that_fails_changes_nothing(tmp_path: Path, later: Path, more: str):
    path = _vault(tmp_path)
    before = path.read_bytes()
    _write(later, more)
    with pytest.raises(Exception, match=r"half way|NOT NULL|points at nothing"):
        reopen(path)
    later.unlink()
    assert path.read_bytes() == before
    reopen(path).close()


RELEASED = sorted(VAULTS.glob("*.senco"))


def test_this_version_has_its_file():
    assert f"{__version__}.senco" in [path.name for path in RELEASED]


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_file_of_each_released_version_opens_whole(tmp_path: Path, released: Path):
    path = tmp_path / released.name
    path.write_bytes(released.read_bytes())
    store = open_vault(path, PASSPHRASE)
    assert check.findings(store) == []
    with store.read() as session:
        pupils = session.exec(select(Pupil)).all()
        paper = session.get(ResponsePaper, 1)
    assert tuple((pupil.legal_forename, pupil.legal_surname) for pupil in pupils) == PUPILS
    assert paper is not None
    assert paper.pdf == b"%PDF-1.7 made up"
    draft = drafts.read(store, "response/1")
    assert draft is not None
    assert draft.body == '{"likes": "trains and"}'
    assert search.find(store, "wojick") == [2]
    assert undo.redo(store).name == "change the form group"
    assert undo.undo(store).name == "change the form group"
    assert undo.undo(store).name == "complete the form"
    assert check.findings(store) == []
    store.close()
