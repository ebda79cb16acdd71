"""Personas in the window: the gallery, the editor, and whose part is played in the open chat."""
