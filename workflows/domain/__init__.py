"""Pure rules and frozen values. Imports nothing of ours; no table, no file, no clock."""
