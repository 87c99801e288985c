"""A file from each released version, and how it was made."""
