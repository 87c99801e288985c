"""Tests of senco_desk.store."""
