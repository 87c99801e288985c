"""The meeting view: one pupil on the screen, and nobody else."""
