"""Inspection and evaluation: a draw that can be repeated, how often a unit was inspected, circulars, duty letters."""
