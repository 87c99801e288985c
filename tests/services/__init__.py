"""Tests of senco_desk.services."""
