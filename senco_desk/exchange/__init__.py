"""What comes in and what goes out: spreadsheets, transfers, returns."""
