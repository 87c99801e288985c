"""Tests of senco_desk.rules."""
