"""Whatever is done, undone and done again, in any order: the file is as it was, to the row (figure R23)."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import select

from senco_desk.errors import Mistake
from senco_desk.models.codes import Area, NeedType
from senco_desk.models.pupil import Contact, Need, Pupil
from senco_desk.store import Store, check, undo
from tests.proof import verbs
from tests.proof.figures import DEEP, Measured, count
from tests.store.test_undo import dump
from tests.vaults import make_store, reopen

names = st.text("abzéŁ'- ", min_size=1, max_size=8)


class Walk(RuleBasedStateMachine):
    """Keeps a dump before and after each step, and checks that undo and redo walk between them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        self.store = self.begin()
        self.had_steps = undo.next_undo(self.store) is not None
        self.done = [dump(self.store)]
        self.undone: list[dict[str, list[tuple[object, ...]]]] = []

    def begin(self) -> Store:
        """Open a file in the folder."""
        return make_store(self.folder)

    def teardown(self) -> None:
        assert check.findings(self.store) == []
        self.store.before_close.clear()
        self.store.close()
        shutil.rmtree(self.folder)

    def _after(self) -> bool:
        """Whether the last thing that was done changed anything."""
        now = dump(self.store)
        changed = now != self.done[-1]
        if changed:
            self.done.append(now)
            self.undone.clear()
        return changed

    @precondition(lambda self: len(self.done) > 1)
    @rule()
    def undo(self):
        undo.undo(self.store)
        self.undone.append(self.done.pop())

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self):
        undo.redo(self.store)
        self.done.append(self.undone.pop())

    def restart(self):
        """Close the file and open it again."""
        self.store.before_close.clear()
        self.store.close()
        self.store = reopen(self.store.path)

    @invariant()
    def the_file_is_where_it_should_be(self):
        assert dump(self.store) == self.done[-1]
        assert (undo.next_undo(self.store) is not None) == (self.had_steps or len(self.done) > 1)
        assert (undo.next_redo(self.store) is not None) == bool(self.undone)


class DoUndoRedo(Walk):
    """Families come, change and go, whatever the services have verbs for."""

    @rule()
    def open_again(self):
        self.restart()

    @rule(forename=names, surname=names, contacts=st.integers(0, 2))
    def add_a_family(self, forename, surname, contacts):
        with self.store.work("add a family") as work:
            pupil = work.add(Pupil(legal_forename=forename, legal_surname=surname))
            work.add_all([Contact(pupil_id=pupil.id or 0, name=f"c{n}") for n in range(contacts)])
        self._after()

    @rule(forename=names, which=st.integers(0, 5))
    def rename_some_and_note_a_need(self, forename, which):
        with self.store.work("rename") as work:
            for pupil in work.session.exec(select(Pupil)).all()[which::2]:
                work.change(pupil, preferred_forename=forename)
                need = Need(pupil_id=pupil.id or 0, code=NeedType.ASD, area=Area.COMMUNICATION)
                work.add(need)
        self._after()

    @rule(which=st.integers(0, 5))
    def take_a_family_away(self, which):
        with self.store.work("take a family away") as work:
            for pupil in work.session.exec(select(Pupil)).all()[which : which + 1]:
                for table in (Contact, Need):
                    for row in work.session.exec(select(table).where(table.pupil_id == pupil.id)):
                        work.remove(row)
                work.remove(pupil)
        self._after()


class EveryVerb(Walk):
    """Every verb of the services, in a file in which each has something to do at first."""

    filled = b""
    tried: ClassVar[Counter[str]] = Counter()

    def begin(self) -> Store:
        """Open a copy of the filled file."""
        path = self.folder / "Riverside.senco"
        path.write_bytes(self.filled)
        return reopen(path)

    @rule(verb=st.sampled_from(["open again", *sorted(verbs.VERBS)]))
    def do(self, verb):
        if verb == "open again":
            self.restart()
            return
        steps = len(undo.steps(self.store))
        try:
            verbs.VERBS[verb](self.store)
        except (Mistake, verbs.NothingThere):
            assert dump(self.store) == self.done[-1], f"{verb} was refused, and changed something"
            return
        changed = self._after()
        assert len(undo.steps(self.store)) == steps + changed
        self.tried[verb] += changed


def test_any_order_of_doing_undoing_and_redoing_walks_between_the_same_states():
    many = count(8, 500)
    measured = Measured("R23", "done, undone, done again and opened again in any order")
    run_state_machine_as_test(
        DoUndoRedo, settings=settings(max_examples=many, stateful_step_count=12, deadline=None)
    )
    measured.reached(many, "every state as it was, to the row; nothing found on looking it over")


def test_every_verb_in_any_order_walks_between_the_same_states(filled: Path):
    many = count(6, 500)
    measured = Measured("R23", "every verb, undone, done again and opened again in any order")
    tried: Counter[str] = Counter()
    machine = type("EveryVerbHere", (EveryVerb,), {"filled": filled.read_bytes(), "tried": tried})
    run_state_machine_as_test(machine, settings=settings(max_examples=many, stateful_step_count=12))
    assert not DEEP or min(tried[verb] for verb in verbs.VERBS) > 0
    measured.reached(many, f"{sum(tried.values()):,} times a verb; every state as it was, to the row")


def test_a_change_that_is_no_step_is_caught():
    machine = DoUndoRedo()
    machine.add_a_family("Ana", "Li", 1)
    machine.the_file_is_where_it_should_be()
    with machine.store.aside("pupil") as connection:
        connection.exec_driver_sql("UPDATE pupil SET preferred_forename = 'Bo'")
    with pytest.raises(AssertionError):
        machine.the_file_is_where_it_should_be()
    with pytest.raises(AssertionError):
        machine.teardown()
    machine.store.before_close.clear()
    machine.store.close()
    shutil.rmtree(machine.folder)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which every verb has something to do."""
    store = make_store(tmp_path_factory.mktemp("verbs"))
    verbs.fill(store)
    store.before_close.clear()
    store.close()
    return store.path


@pytest.fixture
def school(filled: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it, open."""
    path = tmp_path / filled.name
    path.write_bytes(filled.read_bytes())
    store = reopen(path)
    yield store
    store.before_close.clear()
    store.close()


@pytest.mark.parametrize("verb", verbs.VERBS)
def test_each_verb_is_one_step_that_goes_back_and_forth(school: Store, verb: str):
    measured = Measured("R23", f"there and back: {verb}")
    before = dump(school)
    steps = len(undo.steps(school))
    verbs.VERBS[verb](school)
    after = dump(school)
    assert after != before
    assert len(undo.steps(school)) == steps + 1
    undo.undo(school)
    assert dump(school) == before
    undo.redo(school)
    assert dump(school) == after
    undo.undo(school)
    assert dump(school) == before
    assert check.findings(school) == []
    measured.reached(1, "the same to the row, there and back twice")


def test_every_verb_has_its_arguments_or_a_reason():
    assert sorted(verbs.found()) == sorted([*verbs.VERBS, *verbs.LASTING])


def test_a_new_verb_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    written = (
        "def erase(store):\n    _do(store)\n\ndef _do(store):\n    with store.work('erase'):\n        pass\n"
    )
    (tmp_path / "erasing.py").write_text(written)
    monkeypatch.setattr(verbs, "SERVICES", tmp_path)
    assert list(verbs.found()) == ["erasing.erase"]
