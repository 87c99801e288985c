"""Keeping it safe: the recovery kit, the passphrase, copies, and looking the file over."""

from senco_desk.ui.pages.keeping_safe.page import KeepingSafePage

__all__ = ["KeepingSafePage"]
