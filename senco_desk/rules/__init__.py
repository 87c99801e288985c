"""Pure decisions: pathway, windows, clocks, hours and retention; today is a parameter."""
