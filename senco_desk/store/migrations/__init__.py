"""The file's form through time, one revision a file; `python -m tools.new_revision` writes the next one."""
