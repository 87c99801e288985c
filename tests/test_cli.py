"""The command line, as a person would use it: real processes for the door, real files behind it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from senco_desk import cli
from senco_desk.models.pupil import PupilInput
from senco_desk.services import pupils
from senco_desk.store import copies, create, drafts, manifest, open_vault

PASSPHRASE = "heron lantern biscuit orchard"


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "school.senco"
    store = create(path, PASSPHRASE)
    pupils.add(
        store,
        PupilInput(
            upn="V999990026001", legal_forename="Idris", legal_surname="Halloran", year_group="8", form="8H"
        ),
    )
    store.close()
    return path


@pytest.fixture(scope="module")
def passphrase_file(vault: Path) -> str:
    path = vault.with_name("passphrase.txt")
    path.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    seen = capsys.readouterr()
    return seen.out, seen.err


def test_the_register_as_json_has_every_field(
    vault: Path, passphrase_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["register", str(vault), "--json", "--passphrase-file", passphrase_file]) == 0
    (row,) = json.loads(said(capsys)[0])
    assert row == {
        "id": 1,
        "upn": "V999990026001",
        "forename": "Idris",
        "surname": "Halloran",
        "preferred": "",
        "date_of_birth": None,
        "year_group": "8",
        "form": "8H",
        "stage": "none",
        "provision_code": "N",
        "needs": [],
    }


def test_a_sound_file_checks_out_and_a_missing_one_exits_with_two(
    vault: Path, passphrase_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(vault), "--passphrase-file", passphrase_file]) == 0
    gone = vault.with_name("gone.senco")
    assert cli.main(["check", str(gone), "--passphrase-file", passphrase_file]) == 2
    out, err = said(capsys)
    assert "Nothing wrong" in out
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_wrong_passphrase_is_told_and_a_passphrase_is_never_an_argument(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase at all", encoding="utf-8")
    assert cli.main(["check", str(vault), "--passphrase-file", str(wrong)]) == 2
    assert cli.main(["check", str(vault), "--passphrase", PASSPHRASE]) == 2
    assert "passphrase" in said(capsys)[1].lower()


def test_an_import_only_shows_unless_it_is_told_to_apply(
    vault: Path, passphrase_file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("UPN,Forename,Surname,Year\nJ999990026002,Zofia,Nowak,7\n", encoding="utf-8")
    assert cli.main(["import", str(vault), str(file), "--passphrase-file", passphrase_file]) == 0
    assert "Nothing was changed" in said(capsys)[0]
    assert cli.main(["import", str(vault), str(file), "--apply", "--passphrase-file", passphrase_file]) == 0
    store = open_vault(vault, PASSPHRASE)
    with store.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM pupil").scalar() == 2
    store.close(copy=False)


def test_a_pack_is_written_by_upn_and_has_no_upn_on_a_family_copy(
    vault: Path, passphrase_file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "pack.pdf"
    command = ["pack", str(vault), "--pupil", "V999990026001", "--out", str(out)]
    assert cli.main([*command, "--passphrase-file", passphrase_file, "--large-print"]) == 0
    family = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Idris" in family
    assert "V999990026001" not in family
    assert cli.main([*command, "--passphrase-file", passphrase_file, "--copy", "staff"]) == 0
    assert "V999990026001" in "".join(page.extract_text() for page in PdfReader(out).pages)
    assert cli.main([*command[:3], "99", *command[4:], "--passphrase-file", passphrase_file]) == 1
    assert "No pupil has" in said(capsys)[1]


def test_a_blank_form_needs_no_vault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "form.pdf"
    assert cli.main(["form", "family_views", "--out", str(out)]) == 0
    assert "How you see things now" in PdfReader(io.BytesIO(out.read_bytes())).pages[0].extract_text()
    assert cli.main(["form", "nonsense", "--out", str(out)]) == 1
    assert "family_views" in said(capsys)[1]


def test_a_new_vault_refuses_a_weak_passphrase_and_a_name_that_is_taken(
    vault: Path, passphrase_file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weak = tmp_path / "weak.txt"
    weak.write_text("password", encoding="utf-8")
    assert cli.main(["new", str(tmp_path / "a.senco"), "--passphrase-file", str(weak)]) == 1
    assert not (tmp_path / "a.senco").exists()
    assert cli.main(["new", str(vault), "--passphrase-file", passphrase_file]) == 1
    assert "already" in said(capsys)[1]


def test_the_program_answers_from_a_shell_in_plain_sentences(vault: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "senco_desk", "register", str(vault)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 1
    assert "--passphrase-file" in asked.stderr
    assert "Traceback" not in asked.stderr


def test_a_word_that_is_no_command_and_no_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["regsiter"]) == 2
    assert "regsiter" in said(capsys)[1]


def test_before_a_list_is_brought_in_a_copy_is_kept(
    vault: Path, passphrase_file: str, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    for copy in copies.copies_of(vault):
        copy.unlink()
    file.write_text("UPN,Forename,Surname,Year\nJ999990026003,Tomasz,Nowak,7\n", encoding="utf-8")
    assert cli.main(["import", str(vault), str(file), "--apply", "--passphrase-file", passphrase_file]) == 0
    why = [slip.why for copy in copies.copies_of(vault) if (slip := manifest.read(copy))]
    assert why == ["closing", "bringing in"]


def test_a_draft_that_cannot_be_read_is_found(
    vault: Path, passphrase_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_vault(vault, PASSPHRASE)
    drafts.keep(store, "response/1", "{half")
    store.close()
    assert cli.main(["check", str(vault), "--passphrase-file", passphrase_file]) == 1
    assert said(capsys)[0].startswith("1 draft cannot be read.")
    store = open_vault(vault, PASSPHRASE)
    drafts.drop(store, "response/1")
    store.close()


@pytest.mark.parametrize("called", ["99999999999999999999", "²", "7"])
def test_a_pupil_who_is_not_there_is_told(
    vault: Path, passphrase_file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], called: str
) -> None:
    where = str(tmp_path / "pack.pdf")
    given = ["pack", str(vault), "--pupil", called, "--out", where, "--passphrase-file", passphrase_file]
    assert cli.main(given) == 1
    assert f"No pupil has the UPN or id {called}." in said(capsys)[1]


def test_a_name_that_no_disk_takes_is_told(
    passphrase_file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["new", str(tmp_path), "--passphrase-file", passphrase_file]) == 1
    assert "is a folder" in said(capsys)[1]
    assert cli.main(["register", "x" * 300, "--passphrase-file", passphrase_file]) == 1
    assert "cannot be read" in said(capsys)[1]
    assert cli.main(["x" * 300]) == 2
    assert "no file or command" in said(capsys)[1]


def test_names_in_any_letters_are_written_into_a_file(passphrase_file: str, tmp_path: Path) -> None:
    store = create(tmp_path / "other.senco", PASSPHRASE)
    pupils.add(store, PupilInput(legal_forename="Łukasz", legal_surname="Żak", year_group="8", form="8H"))
    store.close()
    listed = subprocess.run(
        [sys.executable, "-m", "senco_desk", "register", store.path, "--passphrase-file", passphrase_file],
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert listed.returncode == 0
    assert "Łukasz" in listed.stdout.decode("utf-8")
