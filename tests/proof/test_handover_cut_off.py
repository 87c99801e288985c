"""A crash at every call of a handover: exactly one passphrase opens the file, and it goes on from there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from senco_desk.errors import Mistake
from senco_desk.services import handing_over, school
from senco_desk.store import Store, check, pages
from tests.proof.children import Bench
from tests.proof.figures import Measured, every
from tests.proof.operations import NEW_PASSPHRASE, SUCCESSOR, vault_in
from tests.vaults import PASSPHRASE, reopen


def _shut(store: Store) -> None:
    store.before_close.clear()
    store.close()


def _open_it(path: Path) -> list[str]:
    """Give those of the two passphrases that open the file."""
    by = []
    for passphrase in (PASSPHRASE, NEW_PASSPHRASE):
        with suppress(Mistake):
            _shut(reopen(path, passphrase))
            by.append(passphrase)
    return by


@pytest.mark.parametrize("bench", ["handover"], indirect=True)
def test_a_handover_cut_off_anywhere_opens_with_one_passphrase_and_can_be_finished(bench: Bench):
    measured = Measured("R2", "kill -9 at each point of: handover")
    ends: dict[str, int] = {PASSPHRASE: 0, NEW_PASSPHRASE: 0}
    wrong = []
    path = vault_in(bench.scratch)
    for point in every(bench.points(), 5):
        went = bench.cut_off(point)
        by = _open_it(path)
        if len(by) != 1 or (went.acknowledged and by != [NEW_PASSPHRASE]):
            wrong.append((point.said, went, by))
            continue
        ends[by[0]] += went.killed
        store = reopen(path, by[0])
        handing_over.carry_on(store)
        name = school.read(store).senco_name
        whole = pages.check_pages(path, store.keys()[0]).whole and not check.findings(store)
        if not whole or (name == SUCCESSOR.name) != (by[0] == NEW_PASSPHRASE):
            wrong.append((point.said, went, [name]))
        _shut(store)
    assert wrong == []
    assert all(ends.values())
    measured.reached(
        sum(ends.values()),
        f"{ends[PASSPHRASE]} open with the old one, {ends[NEW_PASSPHRASE]} with the new, 0 with both",
    )
