"""The dossier (申报材料): what a place sends up for a title, built from the ledgers as of a day."""
