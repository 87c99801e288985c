"""Making, opening and closing a vault, and every way in which a file is refused."""

from __future__ import annotations

import hashlib
import random
import stat
from pathlib import Path

import apsw
import pytest
from sqlcipher3 import dbapi2

from senco_desk.errors import Mistake, Trouble
from senco_desk.models.pupil import Pupil
from senco_desk.store import Store, create, key, open_vault, pages
from senco_desk.store.connection import connect, rekey
from senco_desk.store.key import STRONG, Cost, derive
from tests.vaults import CHEAP, PASSPHRASE, make_store, reopen

_SAFE = {
    "cipher_memory_security": "1",
    "journal_mode": "truncate",
    "synchronous": "2",
    "secure_delete": "1",
    "temp_store": "2",
    "foreign_keys": "1",
    "trusted_schema": "0",
}


def _closed_vault(folder: Path) -> Path:
    store = make_store(folder)
    with store.work("add pupils") as work:
        work.add_all([Pupil(legal_forename=f"Canary{n}", legal_surname="Featherstone") for n in range(40)])
    store.before_close.clear()
    store.close()
    return store.path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _raw_key(path: Path) -> bytes:
    return derive(PASSPHRASE, pages.salt_of(path), CHEAP)


def test_what_was_saved_is_there_after_closing_and_opening(tmp_path):
    path = _closed_vault(tmp_path)
    store = reopen(path)
    with store.read() as session:
        pupil = session.get(Pupil, 1)
    assert pupil is not None
    assert pupil.name == "Canary0 Featherstone"
    store.close()


def test_one_file_is_all_there_is_after_closing(tmp_path):
    _closed_vault(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["Riverside.senco"]


def test_only_the_owner_may_read_the_file(tmp_path):
    assert stat.S_IMODE(_closed_vault(tmp_path).stat().st_mode) == 0o600


def test_the_strong_key_opens_what_it_made_and_costs_what_it_says(tmp_path):
    assert Cost(memory_kib=256 * 1024, passes=3, lanes=4) == STRONG
    create(tmp_path / "strong.senco", PASSPHRASE).close()
    open_vault(tmp_path / "strong.senco", PASSPHRASE).close()
    with pytest.raises(Mistake):
        reopen(tmp_path / "strong.senco")


def test_a_passphrase_typed_on_another_keyboard_is_the_same(tmp_path):
    create(tmp_path / "a.senco", "cafe\N{COMBINING ACUTE ACCENT} noir", cost=CHEAP).close()
    reopen(tmp_path / "a.senco", "caf\N{LATIN SMALL LETTER E WITH ACUTE} noir").close()


def test_a_wrong_passphrase_says_so(tmp_path):
    path = _closed_vault(tmp_path)
    before = _digest(path)
    with pytest.raises(Mistake, match="passphrase does not open this file") as told:
        reopen(path, "violet tractor hums loudly")
    assert told.value.field == "passphrase"
    assert _digest(path) == before
    reopen(path).close()  # and the lock was let go


def test_a_name_already_taken_is_never_overwritten(tmp_path):
    path = _closed_vault(tmp_path)
    before = _digest(path)
    with pytest.raises(Mistake, match="of that name already"):
        create(path, PASSPHRASE, cost=CHEAP)
    assert _digest(path) == before


def test_a_file_without_a_passphrase_is_not_made(tmp_path):
    with pytest.raises(Mistake, match="needs a passphrase"):
        create(tmp_path / "a.senco", "", cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_called_damaged_and_left_as_it_is(tmp_path):
    path = _closed_vault(tmp_path)
    whole = path.read_bytes()
    chance = random.Random(5)
    for _ in range(30):
        place = chance.randrange(key.SALT_BYTES, len(whole))
        hurt = bytearray(whole)
        hurt[place] ^= 1 << chance.randrange(8)
        path.write_bytes(hurt)
        with pytest.raises(Trouble, match="damaged: 1 of its") as told:
            reopen(path)
        assert "backups" in told.value.advice
        assert path.read_bytes() == hurt
    path.write_bytes(whole)
    reopen(path).close()


@pytest.mark.parametrize("cut", [1, 100, 4096, 3 * 4096 + 17])
def test_a_file_cut_short_is_called_damaged(tmp_path, cut):
    path = _closed_vault(tmp_path)
    hurt = path.read_bytes()[:-cut]
    path.write_bytes(hurt)
    with pytest.raises(Trouble, match="damaged"):
        reopen(path)
    assert path.read_bytes() == hurt


def test_a_page_of_nothing_is_damage(tmp_path):
    path = _closed_vault(tmp_path)
    hurt = bytearray(path.read_bytes())
    hurt[8192:12288] = bytes(4096)
    path.write_bytes(hurt)
    with pytest.raises(Trouble, match="damaged"):
        reopen(path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"short", id="short"),
        pytest.param(b"%PDF-1.7\n" + b"a letter home\n" * 900, id="text"),
        pytest.param(b"PK\x03\x04" + bytes(9000), id="zeros"),
    ],
)
def test_another_kind_of_file_is_told_from_a_vault(tmp_path, content):
    path = tmp_path / "other.senco"
    path.write_bytes(content)
    with pytest.raises(Trouble, match="not a SENCO Desk file"):
        reopen(path)
    assert path.read_bytes() == content


def test_a_plain_database_is_told_from_a_vault(tmp_path):
    plain = dbapi2.connect(str(tmp_path / "plain.senco"))
    plain.execute("CREATE TABLE t (a)")
    plain.commit()
    plain.close()
    before = _digest(tmp_path / "plain.senco")
    with pytest.raises(Trouble, match="not a SENCO Desk file"):
        reopen(tmp_path / "plain.senco")
    assert _digest(tmp_path / "plain.senco") == before


def test_a_file_that_is_not_there_is_said_plainly(tmp_path):
    with pytest.raises(Trouble, match="no such file"):
        reopen(tmp_path / "gone.senco")
    with pytest.raises(Trouble, match="folder for this file is not there"):
        create(tmp_path / "gone" / "a.senco", PASSPHRASE, cost=CHEAP)


def test_a_file_from_a_newer_version_is_refused_and_byte_for_byte_the_same(tmp_path):
    path = _closed_vault(tmp_path)
    bare = connect(path, _raw_key(path), pages.salt_of(path))
    bare.execute("PRAGMA user_version = 99")
    bare.execute("PRAGMA journal_mode = DELETE")
    bare.close()
    before = _digest(path)
    with pytest.raises(Trouble, match="made by a newer version"):
        reopen(path)
    assert _digest(path) == before
    assert [each.name for each in tmp_path.iterdir()] == ["Riverside.senco"]


def test_another_program_reads_the_file_with_the_key_alone(tmp_path):
    path = _closed_vault(tmp_path)
    other = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    other.pragma("cipher", "sqlcipher")
    other.pragma("legacy", 4)
    other.execute(f"PRAGMA key = \"x'{_raw_key(path).hex()}{pages.salt_of(path).hex()}'\"")
    assert other.execute("SELECT legal_forename FROM pupil WHERE id = 7").get == "Canary6"
    assert other.pragma("integrity_check") == "ok"
    other.close()


def test_no_name_can_be_read_in_the_file(tmp_path):
    path = _closed_vault(tmp_path)
    for word in ("Canary", "canary", "Featherstone", "SQLite format 3", "legal_forename"):
        for encoding in ("utf-8", "utf-16-le"):
            assert word.encode(encoding) not in path.read_bytes()


def test_the_connection_is_set_for_safety(store: Store):
    with store.outside_transaction() as bare:
        read = {name: bare.execute(f"PRAGMA {name}").fetchone()[0] for name in _SAFE}
        with pytest.raises(dbapi2.OperationalError, match="not authorized"):
            bare.execute("SELECT load_extension('nothing')")
    assert {name: str(value) for name, value in read.items()} == _SAFE


def test_a_key_of_the_wrong_length_never_reaches_the_file(tmp_path):
    with pytest.raises(ValueError, match="32 bytes"):
        connect(tmp_path / "a.senco", b"short", bytes(16))
    assert list(tmp_path.iterdir()) == []


def test_a_closed_store_says_that_it_is_locked(store: Store):
    store.close()
    store.close()
    assert store.closed
    with pytest.raises(Trouble, match="locked"), store.read():
        pass
    with pytest.raises(Trouble, match="locked"), store.work("change a pupil"):
        pass


def test_a_new_key_of_the_wrong_length_changes_nothing(store: Store):
    raw_key, salt = store.keys()
    left = store.path.read_bytes()
    with store.outside_transaction() as bare, pytest.raises(ValueError, match="bytes"):
        rekey(bare, raw_key[:-1], salt)
    assert store.path.read_bytes() == left
