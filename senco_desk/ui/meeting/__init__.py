"""The meeting view: one pupil on the screen and nobody else, until the passphrase is typed."""

from senco_desk.ui.meeting.control import Meeting

__all__ = ["Meeting"]
