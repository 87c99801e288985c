"""Stories a SENCO would tell, walked from end to end."""
