"""Tests of senco_desk.ui."""
