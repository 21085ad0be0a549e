"""The ground of all that is declared: conditions, clocks, calendar, recurrence. Pure Python, without a clock."""
