"""Stories a SENCO would tell, in the real window, by keyboard only."""
