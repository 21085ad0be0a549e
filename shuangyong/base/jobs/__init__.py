"""Work done later: jobs with leases, schedules, the worker's loop."""
