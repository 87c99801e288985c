"""SENCO Desk: an encrypted, offline desk for a school SENCO."""

__version__ = "0.2.0"
