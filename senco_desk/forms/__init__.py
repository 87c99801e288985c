"""Forms as data: definitions read from TOML, answers checked and carried."""
