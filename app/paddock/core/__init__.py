"""Values and rules that every floor shares. Its one rule: standard library only, no input or output."""
