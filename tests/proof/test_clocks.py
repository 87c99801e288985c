"""The program by clocks ten years out, in nights that are not 24 hours long, on 29 February (figure R24)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from senco_desk.store import Store, copies, manifest
from tests.clocks import give_clock
from tests.proof.figures import DEEP, Measured
from tests.vaults import add_pupil

REPOSITORY: Final = Path(__file__).parents[2]
MOMENTS: Final = (
    "2026-11-22 09:30:00",
    "2036-11-22 09:30:00",  # ten years ahead
    "2016-11-22 09:30:00",  # ten years back
    "2026-10-25 00:59:58",  # into the hour that comes twice, the second time
    "2026-10-25 00:20:00",  # back into the first
    "2026-08-31 22:59:58",  # into the next school year, in London's summer time
    "2027-03-28 00:59:58",  # over the hour that is left out
    "2028-02-28 23:59:58",  # into a leap day
    "2028-02-29 23:59:58",  # and out of it
    "2027-08-31 12:00:00",
    "2027-09-01 12:00:00",
    "2026-12-31 23:59:58",
    "2026-11-23 09:30:00",  # and right again
)
"""In UTC; the program takes London's time."""
CODES: Final = ["import 0", "check 0", "backups 0"]


class Stumbled(AssertionError):
    """A sitting ended otherwise than it should."""


def _sit(folder: Path, moment: str) -> list[str]:
    """Sit down at a moment; gives the copies that the program lists at the end, the newest first.

    Raises:
        Stumbled: it wrote anything that it should not have written.
    """
    ahead = datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() - time.time()
    sitting = subprocess.run(
        ["faketime", "-f", f"{ahead:+.0f}s", sys.executable, "-m", "tests.proof.clocked", str(folder)],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env={
            "SENCO_DESK_HOME": str(folder / "home"),
            "PATH": os.environ["PATH"],
            "PYTHONUTF8": "1",
            "TZ": "Europe/London",
            "NO_FAKE_STAT": "1",  # only the clock is out; the disk's own times are as it wrote them
        },
        check=False,
    )
    if sitting.returncode != 0 or sitting.stderr.splitlines() != CODES:
        raise Stumbled(moment, sitting.returncode, sitting.stderr)
    return sitting.stdout.splitlines()


def test_no_clock_makes_the_program_stumble_be_late_or_lose_a_copy(tmp_path: Path):
    moments = MOMENTS if DEEP else (*MOMENTS[:3], MOMENTS[-1])
    measured = Measured("R24", "a sitting at the command line by another clock")
    vault = tmp_path / "Riverside.senco"
    ever: list[Path] = []
    for moment in moments:
        listed = _sit(tmp_path, moment)
        now = copies.copies_of(vault)
        assert [line.split(".senco")[0] for line in listed[: len(now)]] == [copy.stem for copy in now]
        made = [copy for copy in now if copy not in ever]
        # One of the pupils and one of the list; none for only looking.
        assert len(made) == 2, moment
        ever = made + ever
        assert list(now[:3]) == ever[:3], moment
    assert {copies.made_at(copy).year for copy in now} >= {2016, 2026, 2036}
    orders = [copies.order_of(copy) for copy in now]
    assert orders == sorted(orders, reverse=True)
    measured.reached(len(moments), "0 crashes, 0 wrong days; the newest three copies are those made last")


def test_a_sitting_that_stumbles_is_caught(tmp_path: Path):
    (tmp_path / "Riverside.senco").write_bytes(b"damaged" * 3000)
    with pytest.raises(Stumbled, match="Traceback"):
        _sit(tmp_path, MOMENTS[0])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the clock that copies go by, in UTC."""
    return give_clock(monkeypatch)


@pytest.fixture
def zone() -> Iterator[Callable[[str], None]]:
    """Set the laptop's time zone."""
    with pytest.MonkeyPatch.context() as patch:

        def put(name: str) -> None:
            patch.setenv("TZ", name)
            time.tzset()

        yield put
    time.tzset()


Sets = Callable[[str], None]


def _keep_at(store: Store, clock: Sets, *moments: str) -> list[Path]:
    made = []
    for at in moments:
        clock(at)
        add_pupil(store)
        made.append(copies.keep_copy(store))
    return made


def test_copies_of_the_hour_that_comes_twice_are_thinned_like_others(store: Store, clock: Sets, zone: Sets):
    zone("Europe/London")
    hours = [f"2026-10-25 {at}" for at in ("00:20", "00:50", "01:10", "01:40")]
    made = _keep_at(store, clock, *hours)  # 01.21 and 01.51, then 01.11 and 01.41 again
    assert copies.copies_of(store.path) == tuple(reversed(made))
    _keep_at(store, clock, *(f"2026-11-0{day} 09:30" for day in (1, 2, 3)))
    assert [copy.exists() for copy in made] == [False, False, False, True]


def test_copies_made_in_another_time_zone_are_thinned_like_others(store: Store, clock: Sets, zone: Sets):
    zone("Europe/London")
    made = _keep_at(store, clock, "2026-11-22 09:10", "2026-11-22 09:20")
    zone("America/New_York")
    _keep_at(store, clock, *(f"2026-11-{day} 09:30" for day in (24, 25, 26)))
    assert [copy.exists() for copy in made] == [False, True]


def test_a_copy_spoiled_in_another_time_zone_counts_as_worked_in(store: Store, clock: Sets, zone: Sets):
    zone("Europe/London")
    copy, _ = _keep_at(store, clock, "2026-11-22 09:10", "2026-11-22 09:20")
    copy.write_bytes(copy.read_bytes() + b"\0")
    zone("America/New_York")
    assert not copies.untouched(copy)
    manifest.path_of(copy).unlink()
    assert not copies.untouched(copy)
