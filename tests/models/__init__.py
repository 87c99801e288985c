"""Tests of senco_desk.models."""
