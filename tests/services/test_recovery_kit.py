"""The kit's ways out: a page, sealed to the trust's key, and text that is read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyrage
import pytest
from pypdf import PdfReader

from senco_desk.errors import Mistake
from senco_desk.models.school import SchoolInput
from senco_desk.services import letting_out, recovery_kit, school
from senco_desk.store import Store, recovery
from tests.vaults import CHEAP, PASSPHRASE, add_pupil

DAY = date(2026, 11, 22)


def test_the_page_holds_the_code_that_opens_the_file_and_no_child_and_no_passphrase(
    store: Store, tmp_path: Path
) -> None:
    add_pupil(store, "Amina", "Yusuf")
    school.save(store, SchoolInput(name="Larkmoor School"))
    path = recovery_kit.save_beside(store, today=DAY)
    assert path == tmp_path / "Riverside recovery kit.pdf"
    assert path.stat().st_mode & 0o077 == 0
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert all(group in text for group in recovery.kit_of(store).code.split("-"))
    assert "Larkmoor School" in text
    for secret in ("Amina", "Yusuf", *PASSPHRASE.split()):
        assert secret not in text
    (line,) = letting_out.all_let_out(store)
    assert (line.what, line.copy_for, line.still_there) == ("recovery kit", "school", True)


def test_only_the_trusts_private_key_reads_a_sealed_kit(store: Store) -> None:
    trust = pyrage.x25519.Identity.generate()
    sealed = recovery_kit.sealed_kit(store, f" {trust.to_public()}\n", today=DAY)
    assert recovery.kit_of(store).code.encode() not in sealed
    opened = pyrage.decrypt(sealed, [trust]).decode()
    assert recovery_kit.code_in(opened) == recovery.kit_of(store).code
    assert "22 November 2026" in opened
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [pyrage.x25519.Identity.generate()])


@pytest.mark.parametrize(
    "typed", ["", "age1", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1QQ", "head@school.uk", "£"]
)
def test_anything_but_a_public_key_is_refused_at_its_field(store: Store, typed: str) -> None:
    with pytest.raises(Mistake) as told:
        recovery_kit.sealed_kit(store, typed)
    assert told.value.field == "trust_key"


def test_the_text_of_a_kit_opens_the_file(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "recovery.txt"
    recovery_kit.write_text(store, path)
    store.before_close.clear()
    store.close()
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[1].startswith("File code: ")
    again = recovery.open_with_code(store.path, recovery_kit.code_in(text))
    assert recovery.kit_of(again).code in text
    again.before_close.clear()
    again.close()


def test_a_code_alone_in_a_file_is_found_and_an_empty_file_has_none() -> None:
    assert recovery_kit.code_in("\n 7KQ2X-11111 \n") == "7KQ2X-11111"
    assert recovery_kit.code_in("\n\n") == ""


def test_the_codes_of_an_older_kit_are_told_as_such_when_the_files_beginning_is_sound(store: Store) -> None:
    older = recovery.kit_of(store)
    recovery.change_passphrase(store, "seven quiet otters juggling", cost=CHEAP)
    with pytest.raises(Mistake, match="before its passphrase was changed"):
        recovery_kit.rescue(store.path, older.code, older.file_code, store.path.with_name("New.senco"))
