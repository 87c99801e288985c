"""A file whose beginning is damaged: the second code on the recovery kit stands in for what it began with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from senco_desk.errors import Told
from senco_desk.ui import ask
from senco_desk.ui.pages.ways_in.damaged import SavedSome
from senco_desk.ui.pages.ways_in.opening import keeping
from senco_desk.ui.pages.ways_in.step import Step, WayIn
from senco_desk.ui.widgets import Field, Line


class TypeFileCode(Step):
    """The file code, read off the kit, and a new file with what can be read by both.

    Args:
        code: the recovery code, which is sound.
    """

    def __init__(self, screen: WayIn, code: str) -> None:
        super().__init__(
            screen,
            "Save what can be read by the kit",
            "If the beginning of the file is damaged, the code alone does not fit it any more. The file code "
            "on the same kit says what it began with. What can be read then goes into a new file; this one "
            "stays as it is.",
        )
        self._code = code
        self.line = Line()
        self.line.returnPressed.connect(self.save)
        field = Field("The file code on the same kit, 7 groups", self.line, key="code")
        self.line.textEdited.connect(lambda _text: field.accept())
        self.add_field(field)
        self.begins = self.line
        self.add_main("Save what can be read", self.save)
        self.add_back()

    def save(self) -> None:
        """Ask where the new file goes, and bring over what reads."""
        from senco_desk.services import recovery_kit

        typed, vault = self.line.text(), self.way.vault
        try:
            recovery_kit.must_be_a_file_code(vault, typed)
        except Told as told:
            self.desk.tell(told, self.refuse)
            self.line.setFocus()
            return
        suggested = recovery_kit.beside(vault)
        target = ask.save_file(self, "Save what can be read in a new file", suggested, ask.VAULT)
        if target is not None:
            self.way.run(
                "Reading what can be read…",
                lambda report: _rescued(vault, self._code, typed, target, report),
                lambda given: self._saved(given, target),
            )

    def _saved(self, given: Any, target: Path) -> None:
        store, saved = given
        self.way.hold(store)
        self.way.show_step(SavedSome(self.way, saved, target), instead=True)


def _rescued(vault: Path, code: str, file_code: str, target: Path, report: Callable[..., None]) -> Any:
    from senco_desk.services import recovery_kit

    store, saved = recovery_kit.rescue(vault, code, file_code, target)
    return keeping(store, report, lambda: (store, saved))
