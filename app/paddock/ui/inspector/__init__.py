"""The panel at the trailing side: what the engine does, and everything that can be set for a chat and a model."""
