"""What stands around every page: the rail, the top bar with its search, and the message bar."""
