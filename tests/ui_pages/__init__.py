"""Tests of the pages and their dialogs."""
