"""An invented map for the demo and the tests: 云川省, whose codes begin with 99, which GB/T 2260 gives to nobody.

The nation's table is not shipped: an office brings its own with `actions.import_regions`, in the same columns.
"""

from __future__ import annotations

from importlib.resources import files

DISTRICT = "990102"
"""云溪区, where the demo lives."""


def invented() -> str:
    """The map as CSV text for `import_regions`."""
    return (files(__name__) / "invented.csv").read_text(encoding="utf-8")
