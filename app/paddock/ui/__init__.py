"""The window. Its one rule: Qt lives here and nowhere else; it decides nothing that a service can decide."""
