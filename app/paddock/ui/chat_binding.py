"""Connects the open chat to the widgets that show it. One rule: it copies what is so; it holds no state of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from paddock.core.messages import Message
from paddock.core.params import Overflow
from paddock.ui.chat_list.model import ChatListModel
from paddock.ui.chat_page import ChatPage
from paddock.ui.context_watch import ContextWatch
from paddock.ui.conversation import Conversation
from paddock.ui.header import Header
from paddock.ui.i18n import tr
from paddock.ui.model_state import ModelState
from paddock.ui.style import Appearance
from paddock.ui.transcript.divider import Divider


class ChatBinding(QObject):
    """Conversation and models on one side; transcript, composer, header and list on the other.

    Signals:
        edited: the `Editing` that was ended by Enter, and the text.
        answer_began: that it did, in words.
    """

    edited = Signal(object, str)
    answer_began = Signal(str)

    def __init__(
        self,
        conversation: Conversation,
        models: ModelState,
        page: ChatPage,
        header: Header,
        chat_model: ChatListModel,
        watch: ContextWatch,
        appearance: Appearance,
    ) -> None:
        super().__init__(page)
        self._talk = conversation
        self._models = models
        self._page = page
        self._header = header
        self._chat_model = chat_model
        self._watch = watch
        self._appearance = appearance
        self._answering = False
        self._connect_shown()
        self._connect_asked()
        self._dress()
        self._show_chat()

    def _connect_shown(self) -> None:
        talk, transcript, composer = self._talk, self._page.transcript, self._page.composer
        transcript.verticalScrollBar().valueChanged.connect(lambda value: self._show_scrolled())
        talk.leaving.connect(composer.leave)
        talk.chat_changed.connect(self._show_chat)
        talk.messages_changed.connect(self._show_messages)
        talk.message_added.connect(self._show_added)
        talk.earlier_read.connect(self._show_earlier)
        talk.message_updated.connect(transcript.update_message)
        talk.message_stored.connect(transcript.renumber)
        talk.text_added.connect(transcript.append_text)
        talk.part_added.connect(transcript.append_part)
        talk.progress_changed.connect(transcript.set_progress)
        talk.answering_changed.connect(self._show_answering)
        talk.draft_loaded.connect(composer.restore)
        talk.text_returned.connect(composer.give_back)
        talk.queue_changed.connect(lambda: composer.queue.show_all(talk.queue))
        self._watch.changed.connect(self._show_context)
        self._models.models_changed.connect(self._show_chat)
        self._models.status_changed.connect(self._show_status)
        self._appearance.changed.connect(self._dress)

    def _connect_asked(self) -> None:
        talk, transcript, composer = self._talk, self._page.transcript, self._page.composer
        composer.submitted.connect(self._submit)
        composer.taken_back.connect(talk.take_back)
        composer.stopped.connect(talk.stop)
        composer.draft_changed.connect(talk.save_draft)
        self._page.suggestions.asked.connect(self._ask)
        transcript.again_requested.connect(talk.again)
        transcript.continue_requested.connect(talk.resume)
        for signal in (transcript.again_requested, transcript.continue_requested):
            signal.connect(lambda number: composer.edit.setFocus())
        transcript.sibling_requested.connect(talk.show_sibling)

    def _submit(self) -> None:
        talk, composer = self._talk, self._page.composer
        busy = talk.answering or talk.loading
        if composer.editing is not None:
            if not busy:
                self.edited.emit(composer.editing, composer.take())
        elif not composer.begin.toPlainText().strip():
            talk.send(composer.take())
        elif not busy:
            begin = composer.take_begin().rstrip()
            talk.send(composer.take(), begin)

    def _ask(self, question: str) -> None:
        self._talk.send(question)
        self._page.composer.edit.setFocus()

    def _show_chat(self) -> None:
        talk = self._talk
        ref = talk.model_ref
        guide = self._models.is_guide(ref)
        self._chat_model.set_open(talk.chat.id if talk.chat else None)
        self._header.show_chat(talk.chat, temporary=talk.temporary)
        self._header.set_told(not guide)
        self._header.chip.set_model(ref)
        self._page.greeting.show_model(guide, self._models.name(ref))
        self._page.suggestions.show_model(guide)
        self._show_line()

    def _show_scrolled(self) -> None:
        transcript = self._page.transcript
        self._header.set_scrolled(not transcript.isHidden() and transcript.verticalScrollBar().value() > 0)

    def _show_line(self) -> None:
        ref, use = self._talk.model_ref, self._watch.use
        known = use is not None and not self._models.is_guide(ref)
        used, whole = (use.used, use.n_ctx) if known and use is not None else (0, 0)
        self._page.composer.set_model_line(self._models.line(ref, use), used, whole)

    def _show_context(self) -> None:
        """Where the model's sight ends, and how full its context is."""
        use, row = self._watch.use, self._watch.left_out()
        summarised = use.summarised if use is not None else self._talk.overflow is Overflow.SUMMARISE
        divider = Divider(tr("The model does not see what is above this line"))
        if summarised:
            divider = Divider(tr("The model sees a summary of what is above this line"), tr("Read it"))
        self._page.transcript.set_divider(row, divider if row else None)
        self._show_line()

    def _show_messages(self) -> None:
        messages = self._talk.messages
        self._page.set_empty(not messages)
        self._page.transcript.set_messages(messages)
        self._show_scrolled()
        self._show_context()

    def _show_earlier(self, messages: Sequence[Message]) -> None:
        if messages:
            self._page.transcript.prepend_messages(messages)
            self._show_context()

    def _show_added(self, message: Message) -> None:
        self._page.set_empty(False)
        self._page.transcript.append_message(message)

    def _show_answering(self) -> None:
        if self._talk.answering and not self._answering:
            self.answer_began.emit(tr("{model} answers", model=self._models.name(self._talk.model_ref)))
        self._answering = self._talk.answering
        self._page.composer.set_answering(self._talk.answering)
        self._chat_model.set_answering(self._talk.live_chats)
        self._show_line()

    def _show_status(self) -> None:
        live, percent = self._talk.live_message, self._models.loading_percent(self._talk.model_ref)
        if live is not None and percent is not None:
            name = self._models.name(self._talk.model_ref)
            words = tr("Loading {name}… {percent} %", name=name, percent=percent)
            self._page.transcript.set_progress(live, words)
        self._show_line()

    def _dress(self) -> None:
        self._page.transcript.still = self._appearance.still
        self._page.transcript.set_palette_colours(self._appearance.palette)
        self._page.transcript.set_text_scale(self._appearance.scale)
