"""Tests of senco_desk.reports."""
