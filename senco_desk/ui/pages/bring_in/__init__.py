"""Bringing in a list of pupils: a file, its columns, a look at every line, and then one step."""

from senco_desk.ui.pages.bring_in.page import BringInPage

__all__ = ["BringInPage"]
