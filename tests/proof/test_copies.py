"""Copies over the years, back from a copy, and files of other versions (figures R13, R14 and R15)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pytest

from senco_desk.errors import Trouble
from senco_desk.models.pupil import Contact, Pupil
from senco_desk.rules import retention
from senco_desk.rules.retention import Kept
from senco_desk.store import Store, check, copies, drafts, key, migrate, open_with_key, pages, restore, undo
from senco_desk.store.connection import connect
from tests.data.vaults import golden
from tests.proof.figures import Measured, count
from tests.proof.operations import NOW
from tests.vaults import PASSPHRASE, add_pupil, make_store, reopen

VAULTS: Final = Path(__file__).parents[1] / "data" / "vaults"
RELEASED: Final = sorted(VAULTS.glob("*.senco"))
PRACTICE_S: Final = 60
"""The longest that practising may take."""
GoBack = Callable[[Path, Path], Path | None]
"""Puts a copy in the place of a file; gives where the file that was there lies now."""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENCO_DESK_HOME", str(tmp_path / "home"))


def _wanted(copies_: list[Kept], now: datetime) -> set[Kept]:
    """Give those that stay, copy by copy, from the words of the figure: 12 daily, 10 weekly, 9 monthly."""

    def of(period: Callable[[datetime], Hashable], copy: Kept, most: int) -> bool:
        same = [each for each in copies_ if period(each.made) == period(copy.made)]
        later = {period(each.made) for each in copies_ if each.made > copy.made} - {period(copy.made)}
        return max(same, key=lambda each: each.order) == copy and len(later) < most

    def stays(copy: Kept) -> bool:
        newer = [each for each in copies_ if each.order > copy.order]
        day = timedelta(hours=24)
        today = [each for each in newer if timedelta(0) <= now - each.made <= day]
        states = {each.state for each in newer}
        return (
            len(newer) < 3
            or (len(states) < 3 and copy.state not in states)
            or (timedelta(0) <= now - copy.made <= day and len(today) < 48)
            or of(lambda at: (at.year, at.month, at.day), copy, 12)
            or of(lambda at: at.strftime("%G %V"), copy, 10)
            or of(lambda at: at.strftime("%Y %m"), copy, 9)
        )

    return {copy for copy in copies_ if stays(copy)}


def _history(number: int) -> str:
    """Keep copies for a while with a clock that jumps, thinning after each; gives what went wrong."""
    dice = random.Random(number)
    kept: list[Kept] = []
    now = datetime(2026, 8, 25, 8, tzinfo=UTC)
    for order in range(dice.randrange(5, 40)):
        hours = dice.choice((0.5, 0.5, 1, 15, 24, 24, 170, 800, 0))
        now += timedelta(hours=hours) if dice.random() < 0.9 else timedelta(days=dice.randrange(-3700, 3700))
        state = kept[-1].state if kept and dice.random() < 0.3 else f"{order}"
        kept.append(Kept(f"{order}", now, order, dice.randrange(1000), state))
        room = dice.choice((None, None, 5000))
        gone = retention.to_let_go(kept, now, most_bytes=room)
        if room is None and set(kept) - set(gone) != _wanted(kept, now):
            return f"history {number}, copy {order}: others stay than the words say"
        if set(gone) & set(kept[-3:]):
            return f"history {number}, copy {order}: one of the newest three went"
        states = list(dict.fromkeys(copy.state for copy in reversed(kept)))[:3]
        if set(states) - {copy.state for copy in kept if copy not in gone}:
            return f"history {number}, copy {order}: one of what the file newly held went"
        kept = [copy for copy in kept if copy not in gone]
    return ""


def test_copies_are_thinned_as_the_words_say_whatever_the_clock_does():
    many = count(300, 10_000)
    measured = Measured("R13", "copies kept and thinned while the clock jumps")
    assert [said for said in map(_history, range(many)) if said] == []
    measured.reached(many, "the newest three always there; all others as the words say")


@pytest.mark.parametrize(("name", "wrong"), [("NEVER_GO", 1), ("DAILY", 11), ("WEEKLY", 11), ("MONTHLY", 8)])
def test_thinning_that_is_a_little_wrong_is_caught(name: str, wrong: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(retention, name, wrong)
    assert any(map(_history, range(300)))


def _work_for_a_while(store: Store, dice: random.Random) -> None:
    for _ in range(dice.randrange(1, 8)):
        pupil_id = add_pupil(
            store, f"Pupil{dice.random()}", "Made-Up", medical_note="note " * dice.randrange(80)
        )
        if dice.random() < 0.5:
            with store.work("add a contact") as work:
                work.add(Contact(pupil_id=pupil_id, name="Żaneta O’Brien", rank=1))
        if dice.random() < 0.3:
            undo.undo(store)
        drafts.keep(store, f"response/{dice.randrange(3)}", "typed " * dice.randrange(900))


def _everything(store: Store) -> golden.Golden:
    raw_key, _ = store.keys()
    return golden.of_file(store.path, bytes(raw_key))


def _closed(store: Store) -> golden.Golden:
    """Close a file as it is, and give all that stands in it."""
    raw_key, _ = store.keys()
    key = bytes(raw_key)
    store.before_close.clear()
    store.close()
    return golden.of_file(store.path, key)


def _there_and_back(folder: Path, number: int, go_back: GoBack) -> list[str]:
    """Make a copy, work on and go back to it; gives what is not as it was, row by row."""
    folder.mkdir()
    dice = random.Random(number)
    store = make_store(folder)
    _work_for_a_while(store, dice)
    copy = copies.keep_copy(store)
    then = _everything(store)
    _work_for_a_while(store, dice)
    later = _closed(store)
    assert later != then
    aside = go_back(copy, store.path)
    if aside is None:
        return ["nothing was set aside"]
    found = _differing("set aside", later, _closed(reopen(aside)))
    back = reopen(store.path)
    found += [f"back: {finding.said}" for finding in check.findings(back)]
    return found + _differing("back", then, _closed(back))


def _differing(which: str, wanted: golden.Golden, held: golden.Golden) -> list[str]:
    tables = sorted({*wanted, *held})
    return [f"{which}: {table}" for table in tables if wanted.get(table) != held.get(table)]


def _restored(copy: Path, path: Path) -> Path | None:
    return restore.restore(copy, path, reopen, now=NOW)


def test_back_from_a_copy_everything_is_as_it_was(tmp_path: Path):
    many = count(10, 50)
    measured = Measured("R14", "a copy made, the file worked in, and back to the copy")
    for number in range(many):
        assert _there_and_back(tmp_path / f"{number}", number, _restored) == []
    measured.reached(many, "every row of every table the same, and the later file set aside whole")


def _but_for_a_row(copy: Path, path: Path) -> Path | None:
    """Go back, and leave one row with what the later file had in it."""
    aside = _restored(copy, path)
    back = reopen(path)
    drafts.keep(back, "response/0", "what was typed later")
    _closed(back)
    return aside


def _over_what_was_set_aside(copy: Path, path: Path) -> Path | None:
    """Go back, and set the copy aside in the place of the later file."""
    aside = _restored(copy, path)
    assert aside is not None
    aside.write_bytes(copy.read_bytes())
    return aside


def _aside_nowhere(copy: Path, path: Path) -> Path | None:
    """Go back over the file that is there."""
    path.unlink()
    return _restored(copy, path)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (_but_for_a_row, "back: draft"),
        (_over_what_was_set_aside, "set aside: journal_step"),
        (_aside_nowhere, "nothing was set aside"),
    ],
    ids=["a row", "what was set aside", "the file that was there"],
)
def test_a_way_back_that_loses_something_is_caught(tmp_path: Path, wrong: GoBack, said: str):
    assert said in _there_and_back(tmp_path / "wrong", 1, wrong)


def _practice_s(folder: Path, opens: restore.OpenFile) -> float:
    """Give how long practising took, with 500 pupils in the copy."""
    store = make_store(folder)
    with store.work("bring in a school") as work:
        for number in range(500):
            work.add(Pupil(legal_forename=f"Pupil{number}", legal_surname="Made-Up", year_group="8"))
    copy = copies.keep_copy(store)
    _closed(store)
    done = restore.practise(copy, opens)
    assert done.pupils == 500
    return done.took_s


def test_practising_takes_at_most_a_minute(tmp_path: Path):
    measured = Measured("R14", "practising to go back to a copy with 500 pupils")
    took = _practice_s(tmp_path, reopen)
    assert took <= PRACTICE_S
    measured.reached(1, f"{took:.1f} s")


def test_a_practice_of_more_than_a_minute_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    waited = [0.0]
    monkeypatch.setattr(restore, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + waited[0]))

    def slowly(path: Path) -> Store:
        waited[0] += PRACTICE_S
        return reopen(path)

    assert _practice_s(tmp_path, slowly) > PRACTICE_S


def _key_of(path: Path) -> bytes:
    return key.derive(PASSPHRASE, pages.salt_of(path))


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_file_of_each_released_version_still_holds_all_it_held(tmp_path: Path, released: Path):
    measured = Measured("R15", f"the file of version {released.stem} opened")
    path = tmp_path / released.name
    path.write_bytes(released.read_bytes())
    store = open_with_key(path, _key_of(path))
    assert check.findings(store) == []
    now = _closed(store)
    held = golden.read(released)
    assert golden.lost(held, now) == []
    measured.reached(sum(map(len, held.values())), "every row as it was; nothing found on looking it over")


def test_a_value_that_a_migration_lost_is_caught():
    held = golden.read(RELEASED[0])
    now = {table: [dict(row) for row in rows] for table, rows in held.items()}
    assert golden.lost(held, now) == []
    now["pupil"][1]["form"] = "8Z"
    (said,) = golden.lost(held, now)
    assert said.startswith("pupil: ")


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_newer_file_is_refused_and_left_byte_for_byte(tmp_path: Path, released: Path):
    path = tmp_path / released.name
    path.write_bytes(released.read_bytes())
    bare = connect(path, _key_of(path), pages.salt_of(path))
    bare.execute(f"PRAGMA user_version = {migrate.count() + 1}")
    bare.close()
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}
    with pytest.raises(Trouble, match="newer"):
        open_with_key(path, _key_of(path))
    after = {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}
    assert {name: after[name] for name in before} == before
