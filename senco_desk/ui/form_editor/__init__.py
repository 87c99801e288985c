"""The form editor: generated from a definition, it knows no store.

`FormEditor` shows one section of a form at a time, holds the answers, and walks back through their changes.
"""

from __future__ import annotations

from senco_desk.ui.form_editor.editor import FormEditor, Position

__all__ = ["FormEditor", "Position"]
