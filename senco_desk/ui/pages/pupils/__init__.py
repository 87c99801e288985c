"""The Pupils page: the register and the concerns list as one table, with its filters and a preview."""

from senco_desk.ui.pages.pupils.page import PupilsPage

__all__ = ["PupilsPage"]
