"""How fast it is, each figure beside its reference, in one run: `python3 dev.py bench`."""
