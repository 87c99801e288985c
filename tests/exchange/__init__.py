"""Tests of senco_desk.exchange."""
