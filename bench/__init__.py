"""Measurements. Every figure is a ratio taken in one run, since the cores are shared."""
