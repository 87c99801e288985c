"""The commands that keep a file safe, as a person would type them: real files, real copies, real keys."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from senco_desk import cli
from senco_desk.models.pupil import PupilInput
from senco_desk.services import demo, letting_out, pupils, recovery_kit
from senco_desk.store import copies, create, manifest, open_vault, recovery

OLD = "heron lantern biscuit orchard"
NEW = "walnut ferry quietly painted"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENCO_DESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    path = tmp_path / "desk" / "school.senco"
    store = create(path, OLD)
    _add(store, "Idris")
    store.close()
    (tmp_path / "old.txt").write_text(f"{OLD}\n", encoding="utf-8")
    (tmp_path / "new.txt").write_text(f"{NEW}\n", encoding="utf-8")
    return path


@pytest.fixture
def typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Type a command; gives its exit code and what it said. "@old" is the option with the old passphrase."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        given: list[str] = []
        for word in map(str, words):
            given += ["--passphrase-file", str(tmp_path / "old.txt")] if word == "@old" else [word]
        code = cli.main(given)
        seen = capsys.readouterr()
        assert "Traceback" not in seen.err
        assert seen.err.count("\n") <= 1
        return code, seen.out, seen.err

    return run


Typed = Callable[..., tuple[int, str, str]]


def _add(store: object, name: str) -> None:
    pupils.add(store, PupilInput(legal_forename=name, legal_surname="Halloran"))  # type: ignore[arg-type]


def _work_in(vault: Path, name: str) -> None:
    store = open_vault(vault, OLD)
    _add(store, name)
    store.close()


def _names(vault: Path, passphrase: str = OLD) -> set[str]:
    store = open_vault(vault, passphrase)
    with store.read() as session:
        found = session.connection().exec_driver_sql("SELECT legal_forename FROM pupil").scalars()
        names = set(found)
    store.close(copy=False)
    return names


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _code_file(vault: Path, folder: Path) -> Path:
    store = open_vault(vault, OLD)
    path = folder / "recovery.txt"
    recovery_kit.write_text(store, path)
    store.close(copy=False)
    return path


# new and demo


def test_a_new_file_has_its_kit_beside_it_and_is_told_that_it_belongs_elsewhere(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    made = tmp_path / "Riverside.senco"
    code, out, _ = typed("new", tmp_path / "Riverside", "@old")
    kit = tmp_path / "Riverside recovery kit.pdf"
    assert code == 0
    assert "school safe" in out
    assert str(kit) in out
    assert kit.stat().st_mode & 0o077 == 0
    store = open_vault(made, OLD)
    text = "".join(page.extract_text() for page in PdfReader(kit).pages)
    assert all(group in text for group in recovery.kit_of(store).code.split("-"))
    store.close(copy=False)


def test_the_made_up_school_has_its_code_beside_its_passphrase(tmp_path: Path, typed: Typed) -> None:
    code, out, _ = typed("demo", tmp_path / "play", "--pupils", "1")
    assert code == 0
    assert str(tmp_path / "play" / demo.RECOVERY_NAME) in out
    text = (tmp_path / "play" / demo.RECOVERY_NAME).read_text(encoding="utf-8")
    store = recovery.open_with_code(tmp_path / "play" / demo.VAULT_NAME, recovery_kit.code_in(text))
    assert f"File code: {recovery.kit_of(store).file_code}" in text
    store.close(copy=False)


# copies


def test_a_backup_lies_in_the_other_folder_with_its_slip_and_opens(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    code, out, _ = typed("backup", vault, stick, "@old")
    (made,) = stick.rglob("*.senco")
    assert code == 0
    assert str(made) in out
    slip = manifest.read(made)
    assert slip is not None
    assert slip.sha256 == _digest(made)
    assert _names(made) == {"Idris"}


@pytest.mark.parametrize("where", ["gone", "desk", "desk/school backups"])
def test_a_backup_into_no_folder_or_into_the_files_own_is_refused(
    vault: Path, tmp_path: Path, typed: Typed, where: str
) -> None:
    code, _, err = typed("backup", vault, tmp_path / where, "@old")
    assert code == 1
    assert "folder" in err or "lies" in err


def test_copies_are_listed_newest_first_with_why_and_whether_they_open(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    _work_in(vault, "Zofia")
    store = open_vault(vault, OLD)
    recovery.change_passphrase(store, NEW)
    store.close()
    code, out, _ = typed("backups", vault, "--passphrase-file", tmp_path / "new.txt")
    lines = out.splitlines()
    listed = copies.copies_of(vault)
    assert code == 0
    assert [line.partition("  ")[0] for line in lines[:-1]] == [copy.name for copy in listed]
    assert lines[0].endswith("opens, when the file was closed")
    assert lines[1].endswith("opens with another passphrase only, before the passphrase was changed")
    assert lines[-1].startswith(f"{len(listed)} copies")


# going back


def test_going_back_to_a_copy_sets_the_present_file_aside_and_names_it(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    copy = copies.copies_of(vault)[0]
    _work_in(vault, "Zofia")
    code, out, _ = typed("restore", copy.name, vault, "@old")
    assert code == 0
    assert _names(vault) == {"Idris"}
    (aside,) = vault.parent.glob("*set aside*.senco")
    assert str(aside) in out
    assert _names(aside) == {"Idris", "Zofia"}


def test_a_copy_goes_to_a_place_where_no_file_is(vault: Path, tmp_path: Path, typed: Typed) -> None:
    code, out, _ = typed("restore", copies.copies_of(vault)[0], tmp_path / "again.senco", "@old")
    assert code == 0
    assert "set aside" not in out
    assert _names(tmp_path / "again.senco") == {"Idris"}


def test_nothing_moves_when_a_copy_is_missing_is_the_file_itself_is_hurt_or_does_not_open(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    copy, before = copies.copies_of(vault)[0], _digest(vault)
    assert "no copy called" in typed("restore", "gone.senco", vault, "@old")[2]
    assert "the same" in typed("restore", vault, vault, "@old")[2]
    wrong = typed("restore", copy, vault, "--passphrase-file", tmp_path / "new.txt")
    assert wrong[0] == 1
    assert "passphrase" in wrong[2]
    _hurt(copy)
    hurt = typed("restore", copy, vault, "@old")
    assert hurt[0] == 1
    assert "not as it was made" in hurt[2]
    assert _digest(vault) == before


def _hurt(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(9_000)
        file.write(b"hurt")


# in without the passphrase


def test_the_code_opens_the_file_gives_a_new_passphrase_and_writes_the_new_kit(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    code_file = _code_file(vault, tmp_path)
    code, out, _ = typed(
        "recover", vault, "--recovery-file", code_file, "--new-passphrase-file", tmp_path / "new.txt"
    )
    assert code == 0
    assert "recovery kit.pdf" in out
    assert _names(vault, NEW) == {"Idris"}
    kit = recovery_kit.kit_path(vault)
    text = "".join(page.extract_text() for page in PdfReader(kit).pages)
    old = recovery_kit.code_in(code_file.read_text(encoding="utf-8"))
    assert not all(group in text for group in old.split("-"))
    again = typed(
        "recover", vault, "--recovery-file", code_file, "--new-passphrase-file", tmp_path / "old.txt"
    )
    assert again[0] == 1
    assert "newest kit" in again[2]
    assert any(_opens_with_old(copy) for copy in copies.copies_of(vault))


def _opens_with_old(copy: Path) -> bool:
    slip = manifest.read(copy)
    return slip is not None and slip.why == "new passphrase" and _names(copy) == {"Idris"}


def test_a_slip_in_the_code_another_files_code_and_a_weak_passphrase_change_nothing(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    before = _digest(vault)
    code_file = _code_file(vault, tmp_path)
    right = recovery_kit.code_in(code_file.read_text(encoding="utf-8"))
    groups = right.split("-")
    groups[6] = groups[6][::-1] if groups[6] != groups[6][::-1] else "00000"
    code_file.write_text("-".join(groups), encoding="utf-8")
    new = ("--new-passphrase-file", tmp_path / "new.txt")
    slipped = typed("recover", vault, "--recovery-file", code_file, *new)
    assert slipped[0] == 1
    assert "Group 7" in slipped[2]
    code_file.write_text("\n", encoding="utf-8")
    assert "empty" in typed("recover", vault, "--recovery-file", code_file, *new)[2]
    assert "cannot be read" in typed("recover", vault, "--recovery-file", tmp_path / "gone.txt", *new)[2]
    assert "--recovery-file" in typed("recover", vault, *new)[2]
    code_file.write_text(right, encoding="utf-8")
    assert "--new-passphrase-file" in typed("recover", vault, "--recovery-file", code_file)[2]
    (tmp_path / "new.txt").write_text("password", encoding="utf-8")
    assert typed("recover", vault, "--recovery-file", code_file, *new)[0] == 1
    assert _digest(vault) == before


def test_both_codes_open_a_file_whose_first_bytes_are_damaged(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    code_file = _code_file(vault, tmp_path)
    with vault.open("r+b") as file:
        file.write(bytes(range(16)))
    before = _digest(vault)
    new = ("--new-passphrase-file", tmp_path / "new.txt")
    code, out, err = typed("recover", vault, "--recovery-file", code_file, *new)
    assert code == 0, err
    made = vault.with_name("school recovered.senco")
    assert f"{made}: made of what could be read" in out
    assert _names(made, NEW) == {"Idris"}
    assert recovery_kit.kit_path(made).exists()
    assert _digest(vault) == before
    again = typed("recover", vault, "--recovery-file", code_file, *new)
    assert again[0] == 1
    assert "of that name already" in again[2]


def test_what_is_not_given_is_asked_for(vault: Path, tmp_path: Path) -> None:
    code = recovery_kit.code_in(_code_file(vault, tmp_path).read_text(encoding="utf-8")).lower()
    master, slave = os.openpty()
    program = subprocess.Popen(
        [sys.executable, "-u", "-m", "senco_desk", "recover", str(vault)],
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    os.close(slave)
    assert program.stdout is not None
    said = b""
    for asked, answer in ((b"groups: ", code), (b"passphrase: ", NEW), (b"again: ", NEW)):
        while not said.endswith(asked):
            some = program.stdout.read(1)
            assert some, said.decode()
            said += some
        os.write(master, f"{answer}\n".encode())
    rest, _ = program.communicate(timeout=60)
    os.close(master)
    assert program.returncode == 0, (said + rest).decode()
    assert _names(vault, NEW) == {"Idris"}


# looking deeper


def test_a_deep_check_of_a_sound_file_reads_its_copies_and_finds_nothing(vault: Path, typed: Typed) -> None:
    code, out, _ = typed("check", vault, "--deep", "@old")
    assert code == 0
    assert "1 copy read; 1 opened by the present passphrase." in out
    assert "Nothing wrong was found." in out


def test_a_deep_check_names_a_copy_that_is_not_as_it_was_made(vault: Path, typed: Typed) -> None:
    copy = copies.copies_of(vault)[0]
    _hurt(copy)
    code, out, _ = typed("check", vault, "--deep", "@old")
    assert code == 1
    assert f"{copy}: This copy is not as it was made." in out
    manifest.path_of(copy).unlink()
    assert f"{copy}: This copy is damaged." in typed("check", vault, "--deep", "@old")[1]
    assert typed("check", vault, "@old")[0] == 0


def test_a_deep_check_says_when_an_older_file_was_put_in_place(vault: Path, typed: Typed) -> None:
    from senco_desk.store import remembered

    older = vault.read_bytes()
    store = open_vault(vault, OLD)
    _add(store, "Zofia")
    remembered.note(store)
    store.close()
    vault.write_bytes(older)
    code, out, _ = typed("check", vault, "--deep", "@old")
    assert code == 1
    assert "older than the one you last used" in out


# handing over


def test_the_handover_report_is_written_and_remembered_with_initials_only(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    report = tmp_path / "report.pdf"
    code, out, _ = typed("handover", vault, "--out", report, "@old")
    assert code == 0
    assert "confidential" in out
    text = "".join(page.extract_text() for page in PdfReader(report).pages)
    assert "The first week" in text
    assert "Halloran" not in text
    store = open_vault(vault, OLD)
    assert [line.what for line in letting_out.all_let_out(store)] == ["handover report"]
    store.close(copy=False)
    assert typed("handover", vault, "--out", tmp_path / "gone" / "report.pdf", "@old")[0] == 1


# a lost laptop


def test_the_sheet_for_a_lost_laptop_comes_from_a_copy_alone(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    copy = copies.copies_of(vault)[0]
    vault.unlink()
    code, out, _ = typed("lost-laptop", copy, "--out", tmp_path / "sheet.pdf", "@old")
    assert code == 0
    assert "data protection officer" in out
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "sheet.pdf").pages)
    assert "72 hours" in text
    assert "Idris" not in text
    assert "Halloran" not in text


def test_no_sheet_without_the_copy_its_passphrase_or_a_folder(
    vault: Path, tmp_path: Path, typed: Typed
) -> None:
    copy = copies.copies_of(vault)[0]
    sheet = tmp_path / "sheet.pdf"
    assert "no copy called" in typed("lost-laptop", tmp_path / "gone.senco", "--out", sheet, "@old")[2]
    assert "not there" in typed("lost-laptop", copy, "--out", tmp_path / "gone" / "sheet.pdf", "@old")[2]
    wrong = typed("lost-laptop", copy, "--out", sheet, "--passphrase-file", tmp_path / "new.txt")
    assert wrong[0] == 1
    assert "passphrase" in wrong[2]
    assert typed("lost-laptop", copy, "@old")[0] == 2
    assert not sheet.exists()
