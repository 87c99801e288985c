"""A pupil's page: overview, forms, documents, history."""

from senco_desk.ui.pages.pupil.page import PupilPage

__all__ = ["PupilPage"]
