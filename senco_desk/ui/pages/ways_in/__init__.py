"""What the unlock screen leads to when the passphrase alone does not open the file, step by step."""
