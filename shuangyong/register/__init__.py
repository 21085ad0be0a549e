"""The register (建档立卡): persons, households, service, troops, merchants, places. One person, one file."""
