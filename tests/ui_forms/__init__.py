"""The form editor and its page."""
