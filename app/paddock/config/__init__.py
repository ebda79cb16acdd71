"""Folders, settings, keys and logs. Its one rule: `keyring` and `platformdirs` are imported here and nowhere else."""
