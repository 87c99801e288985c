"""Whatever is done, undone and done again, in any order: the file is as it was at that point, to the row."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlmodel import select

from senco_desk.models.codes import Area, NeedType
from senco_desk.models.pupil import Contact, Need, Pupil
from senco_desk.store import check, undo
from tests.store.test_undo import dump
from tests.vaults import make_store, reopen

names = st.text("abzéŁ'- ", min_size=1, max_size=8)


class DoUndoRedo(RuleBasedStateMachine):
    """Keeps a dump before and after each step, and checks that undo and redo walk between them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = make_store(self.folder)
        self.done = [dump(self.store)]
        self.undone: list[dict[str, list[tuple[object, ...]]]] = []

    def teardown(self) -> None:
        assert check.findings(self.store) == []
        self.store.before_close.clear()
        self.store.close()
        shutil.rmtree(self.folder)

    def _after(self) -> None:
        now = dump(self.store)
        if now != self.done[-1]:
            self.done.append(now)
            self.undone.clear()

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

    @rule()
    def restart(self):
        self.store.before_close.clear()
        self.store.close()
        self.store = reopen(self.store.path)

    @invariant()
    def the_file_is_where_it_should_be(self):
        assert dump(self.store) == self.done[-1]
        assert (undo.next_undo(self.store) is not None) == (len(self.done) > 1)
        assert (undo.next_redo(self.store) is not None) == bool(self.undone)


TestDoUndoRedo = DoUndoRedo.TestCase
TestDoUndoRedo.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
