"""The settings dialog. One rule: every line says what is so in words, and every control takes effect at once."""
