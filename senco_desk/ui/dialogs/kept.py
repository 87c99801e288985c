"""A dialog whose text is a draft in the file until it is saved or left: a lock loses nothing."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from senco_desk.ui.desk import Desk, keep_draft
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.form_editor.autosave import Autosave


class KeptDialog(Dialog):
    """Keeps what `typed` gives as a draft: within two seconds of a key, and at once when the file is locked.

    Attributes:
        given: what the dialog came to, for its caller; None when it was left.
        at_first: what stood in it before anything was typed.
    """

    def __init__(self, desk: Desk, parent: QWidget | None, title: str, *, key: str, wide: int) -> None:
        super().__init__(parent, title, wide=wide)
        self.desk = desk
        self.given: Any = None
        self.at_first: Any = None
        self._key = key
        self._autosave = Autosave(self.keep_draft, self)
        desk.add_keeper(self.keep_draft)

    def typed(self) -> Any:
        """Give what stands in the fields, ready for JSON."""
        raise NotImplementedError

    def kept(self) -> Any:
        """Give what was typed last time and neither saved nor left, or None."""
        body = self.desk.run(self.desk.drafts.read, self._key)
        return None if body is None else json.loads(body)

    def keep_soon(self) -> None:
        """Something was typed: keep it soon, however long the typing goes on."""
        self._autosave.touch()

    def keep_draft(self) -> bool:
        """Write what is typed into the file (what was not changed needs no draft); False when it refused."""
        self._autosave.forget()
        if not self.desk.is_open:
            return True
        typed = self.typed()
        if typed == self.at_first:
            self.desk.run(self.desk.drafts.drop, self._key)
            return True
        return keep_draft(self.desk, self._key, json.dumps(typed))

    def leave(self) -> None:
        """Leave all as it was; what was typed is let go."""
        self.let_go()
        super().reject()

    def reject(self) -> None:
        """Leave; when the file is being locked, what is typed stays kept."""
        if self.desk.is_locking or not self.desk.is_open:
            super().reject()
        else:
            self.leave()

    def let_go(self) -> None:
        """Drop the draft: it is saved, or not wanted."""
        self._autosave.forget()
        self.desk.run(self.desk.drafts.drop, self._key)

    def done(self, result: int) -> None:
        self._autosave.forget()
        self.desk.remove_keeper(self.keep_draft)
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()

    def ask(self) -> Any:
        """Show the dialog; gives what it came to, or None when it was left."""
        taken = self.exec() == QDialog.DialogCode.Accepted
        return self.given if taken else None
