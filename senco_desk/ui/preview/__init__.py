"""Pages as they will be printed: drawn from memory, seen in the window, sent to a printer."""

from senco_desk.ui.preview.bar import PreviewBar
from senco_desk.ui.preview.pages import Pages
from senco_desk.ui.preview.view import PreviewView

__all__ = ["Pages", "PreviewBar", "PreviewView"]
