"""Dialogs: each is `base.Dialog`, which locks on Ctrl+L and closes when the file does."""
