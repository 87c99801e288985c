"""Tests of senco_desk.forms."""
