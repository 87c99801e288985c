"""Handing over to the next SENCO: six steps, and nothing is changed before the fourth."""

from senco_desk.ui.dialogs.hand_over.wizard import HandOver, hand_over

__all__ = ["HandOver", "hand_over"]
