"""The score as a function of the ledgers: standards, what they measure, points, gaps, alarms."""
