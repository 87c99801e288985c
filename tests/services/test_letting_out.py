"""The list of what was let out: by pupil, and taking a saved paper away again."""

from __future__ import annotations

from pathlib import Path

import pytest

from senco_desk.errors import Mistake
from senco_desk.services import letting_out
from senco_desk.services.letting_out import Paper
from senco_desk.store import Store
from tests.vaults import add_pupil


def saved(store: Store, folder: Path, name: str, pupil_id: int | None = None) -> Path:
    path = folder / name
    letting_out.save(store, Paper(b"%PDF-1.7 made up", "a pack", 1, "family", pupil_id), path)
    return path


def test_the_list_of_one_pupil_holds_nobody_elses_papers(store: Store, tmp_path: Path):
    amina, zoe = add_pupil(store, "Amina", "Yusuf"), add_pupil(store, "Zoe", "Adams")
    for number, pupil_id in enumerate((amina, zoe, amina)):
        saved(store, tmp_path, f"{number}.pdf", pupil_id)
    assert [Path(line.path).name for line in letting_out.all_let_out(store, amina)] == ["2.pdf", "0.pdf"]
    assert len(letting_out.all_let_out(store)) == 3


def test_a_paper_is_taken_away_from_where_it_was_put(store: Store, tmp_path: Path):
    path = saved(store, tmp_path, "pack.pdf")
    (line,) = letting_out.all_let_out(store)
    letting_out.remove(store, line.id)
    assert not path.exists()
    (line,) = letting_out.all_let_out(store)
    assert not line.still_there


@pytest.mark.parametrize("since", [b"another", None])
def test_what_is_gone_or_another_file_by_now_is_left_alone(store: Store, tmp_path: Path, since: bytes | None):
    path = saved(store, tmp_path, "pack.pdf")
    (line,) = letting_out.all_let_out(store)
    path.unlink()
    if since is not None:
        path.write_bytes(since)
    with pytest.raises(Mistake, match="Nothing was deleted"):
        letting_out.remove(store, line.id)
    assert since is None or path.read_bytes() == since
