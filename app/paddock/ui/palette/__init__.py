"""The command palette. One rule: it finds and runs what is there; what can be done is written down elsewhere."""
