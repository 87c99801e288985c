"""The tables of the file, one subject a module, each with its checked input class."""
