"""The one encrypted file: opening, keys, steps with their journal, copies, migrations."""
