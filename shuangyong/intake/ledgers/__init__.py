"""Old tables of an office (xlsx, xls, csv) taken into its ledgers: recognised, mapped, checked cell by cell, taken."""
