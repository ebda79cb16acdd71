"""Shows whose part is played: beside the title, in the list, in the transcript, and in a chat that is still empty.

One rule: it copies what is so; it holds no state of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from paddock.core.personas import Persona
from paddock.ui.chat_list.model import ChatListModel
from paddock.ui.chat_page import ChatPage
from paddock.ui.conversation import Conversation
from paddock.ui.header import Header
from paddock.ui.model_state import ModelState
from paddock.ui.personas.avatar import Avatars
from paddock.ui.personas.control import PersonaControl
from paddock.ui.personas.words import guide_plays_nobody
from paddock.ui.style import Appearance
from paddock.ui.transcript.speaker import Speaker

SPEAKER = 20  # px at 100 %
GREETING = 56


class PersonasShown(QObject):
    """Personas and the open chat on one side; header, list and page on the other."""

    def __init__(
        self,
        personas: PersonaControl,
        conversation: Conversation,
        models: ModelState,
        page: ChatPage,
        header: Header,
        chat_model: ChatListModel,
        appearance: Appearance,
    ) -> None:
        super().__init__(page)
        self._personas = personas
        self._talk = conversation
        self._models = models
        self._page = page
        self._header = header
        self._chat_model = chat_model
        self._appearance = appearance
        self._avatars = Avatars(appearance)
        personas.changed.connect(self._changed)
        for signal in (conversation.chat_changed, models.models_changed, appearance.changed):
            signal.connect(self._show)  # after what shows the model
        chip = header.persona
        chip.edit_requested.connect(personas.edit)
        chip.change_requested.connect(personas.ask)
        chip.remove_requested.connect(personas.remove)

    def playing(self) -> Persona | None:
        """The persona of the open chat."""
        chat = self._talk.chat
        return self._personas.known.get(chat.persona_id) if chat is not None and chat.persona_id is not None else None

    def _changed(self) -> None:
        self._chat_model.set_personas(self._personas.known)
        self._show()

    def _show(self) -> None:
        persona = self.playing()
        self._header.persona.show_persona(persona)
        speaker = Speaker(persona.name, self._avatars.pixmap(persona, SPEAKER)) if persona is not None else None
        self._page.transcript.set_speaker(speaker)
        if persona is not None:
            ref = self._talk.model_ref
            below = persona.description
            if self._models.is_guide(ref):
                below = guide_plays_nobody()
            picture = self._avatars.pixmap(persona, GREETING)
            self._page.greeting.show_persona(persona.name, below, self._models.name(ref), picture)
            self._page.temporary.hide()  # this chat is kept already
        else:
            self._page.greeting.show_logo()
