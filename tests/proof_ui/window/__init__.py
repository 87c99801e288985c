"""Figures for which the window stands in the process of the tests."""
