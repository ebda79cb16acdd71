"""One file's bytes, over several connections at once."""
