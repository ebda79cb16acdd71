"""The transcript: everything that was said in one chat. One rule: its cost is that of what is visible."""

from paddock.ui.transcript.view import TranscriptView

__all__ = ["TranscriptView"]
