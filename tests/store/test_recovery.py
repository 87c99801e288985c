"""Never shut out: the recovery code opens the file; a new passphrase ends the old one and its code."""

from __future__ import annotations

from pathlib import Path

import pytest

from senco_desk.errors import Mistake, Trouble
from senco_desk.models.pupil import Pupil
from senco_desk.rules.recovery_code import WrongCode
from senco_desk.store import Store, check, copies, recovery, undo
from tests.vaults import CHEAP, add_pupil, make_store, reopen

NEW = "seven quiet otters juggling"


def _closed(store: Store) -> Path:
    store.before_close.clear()
    store.close()
    return store.path


def test_the_code_opens_the_file_without_its_passphrase(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store, "Amina", "Yusuf")
    code = recovery.kit_of(store).code
    path = _closed(store)
    opened = recovery.open_with_code(path, code.lower().replace("-", " "))
    with opened.read() as session:
        assert session.get(Pupil, 1) is not None
    _closed(opened)


def test_a_slip_in_the_code_is_said_before_the_file_is_touched(tmp_path: Path):
    store = make_store(tmp_path)
    code = recovery.kit_of(store).code
    path = _closed(store)
    wrong = code[:12] + ("A" if code[12] != "A" else "B") + code[13:]
    with pytest.raises(WrongCode) as caught:
        recovery.open_with_code(tmp_path / "not there.senco", wrong)
    assert caught.value.group == 3
    assert path.exists()


def test_another_files_code_is_refused_in_words(tmp_path: Path):
    one = make_store(tmp_path, "One")
    other = make_store(tmp_path, "Other")
    code = recovery.kit_of(one).code
    with pytest.raises(Mistake, match="not this file's"):
        recovery.must_be_its_code(other, code)
    path = _closed(other)
    _closed(one)
    with pytest.raises(Mistake, match="belongs to another file"):
        recovery.open_with_code(path, code)


def test_the_code_typed_back_is_taken(tmp_path: Path):
    store = make_store(tmp_path)
    recovery.must_be_its_code(store, recovery.kit_of(store).code.replace("-", ""))
    _closed(store)


def test_the_file_code_is_its_first_sixteen_bytes(tmp_path: Path):
    store = make_store(tmp_path)
    salt = recovery.salt_from(recovery.kit_of(store).file_code)
    assert _closed(store).read_bytes()[:16] == salt


def test_a_new_passphrase_replaces_the_old_one_and_its_code(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store, "Amina", "Yusuf")
    old = recovery.kit_of(store)
    recovery.change_passphrase(store, NEW, cost=CHEAP)
    new = recovery.kit_of(store)
    assert new.code != old.code
    assert new.file_code == old.file_code
    add_pupil(store, "Zoe", "Adams")  # the open file goes on
    assert check.findings(store) == []
    path = _closed(store)
    with pytest.raises(Mistake):
        reopen(path)
    with pytest.raises(Mistake, match="before its passphrase was changed"):
        recovery.open_with_code(path, old.code)
    _closed(recovery.open_with_code(path, new.code))
    again = reopen(path, NEW)
    assert undo.undo(again).name == "add a pupil"
    assert check.findings(again) == []
    _closed(again)


def test_the_copy_made_before_a_new_passphrase_opens_with_the_old_one(tmp_path: Path):
    store = make_store(tmp_path)
    add_pupil(store, "Amina", "Yusuf")
    old = recovery.kit_of(store)
    recovery.change_passphrase(store, NEW, cost=CHEAP)
    (copy,) = copies.copies_of(_closed(store))
    _closed(reopen(copy))
    _closed(recovery.open_with_code(copy, old.code))


@pytest.mark.parametrize(
    ("passphrase", "said"), [("", "needs a passphrase"), ("violet tractor hums softly", "already")]
)
def test_a_passphrase_that_is_none_is_refused(tmp_path: Path, passphrase: str, said: str):
    store = make_store(tmp_path)
    with pytest.raises(Mistake, match=said):
        recovery.change_passphrase(store, passphrase, cost=CHEAP)
    add_pupil(store)
    _closed(store)


def test_a_change_that_the_disk_refuses_leaves_the_old_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    store = make_store(tmp_path)
    add_pupil(store, "Amina", "Yusuf")

    def refused(_raw_key: bytes) -> None:
        raise Trouble("The disk is full, so nothing was saved.")

    monkeypatch.setattr(store, "change_key", refused)
    with pytest.raises(Trouble, match="could not be changed"):
        recovery.change_passphrase(store, NEW, cost=CHEAP)
    assert store.closed
    _closed(reopen(store.path))
