"""What a SENCO does: each a verb, one step, able to say what it touched."""
