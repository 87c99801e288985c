"""What is proved of the whole window, in processes of its own; the counts are `tests.proof.figures`'."""
