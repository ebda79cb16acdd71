"""What can be done with one message of the open chat. One rule: nothing is lost; what was there stays one step away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QWidget

from paddock.application import Application
from paddock.core.messages import Message, MessageStatus, Role
from paddock.services.chat_set import ChatSet
from paddock.services.chats import in_chat
from paddock.services.reply import Reply
from paddock.ui.chat_page import ChatPage
from paddock.ui.compare import CompareDialog
from paddock.ui.composer import Editing
from paddock.ui.conversation import Conversation
from paddock.ui.i18n import figure, tr
from paddock.ui.model_state import ModelState
from paddock.ui.style import Appearance
from paddock.ui.tasks import Tasks
from paddock.ui.transcript.row import MessageRow
from paddock.ui.transcript.row_menu import copying_menu

TEMPERATURES = (0.0, 0.3, 0.7, 1.0, 1.5)


class MessageActions(QObject):
    """Fills the menus of messages, and does what is chosen there.

    Signals:
        forked: the chat that begins with everything up to a message.
        settings_wanted: an answer is to be given again with others of its settings.
        models_wanted: there is no other model to answer; one is to be got.
    """

    forked = Signal(object)
    settings_wanted = Signal()
    models_wanted = Signal()

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        conversation: Conversation,
        models: ModelState,
        page: ChatPage,
        appearance: Appearance,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._tasks = tasks
        self._talk = conversation
        self._models = models
        self._page = page
        self._appearance = appearance
        self._window = window
        page.transcript.menu_requested.connect(self._fill)
        page.transcript.edit_requested.connect(self.edit)
        page.composer.recalled.connect(self.edit_last)
        conversation.leaving.connect(page.undo.hide)

    # --- the menu

    def _fill(self, message_id: int, menu: QMenu) -> None:
        menu.aboutToHide.connect(self._give_back_focus)
        message = self._message(message_id)
        if message is None or message.role not in (Role.USER, Role.ASSISTANT):
            return
        menu.addSeparator()
        free = not self._talk.answering
        if message.role is Role.USER:
            self._add(menu, "pencil", tr("Edit…"), partial(self.edit, message_id), free)
        else:
            self._fill_answer(message, menu, free)
        compare = menu.addMenu(self._icon("box"), tr("Compare with"))
        self._fill_models(compare, partial(self.compare, message))
        compare.setEnabled(free and self._question(message) is not None)
        menu.addSeparator()
        self._add(menu, "compose", tr("Fork from here"), partial(self.fork, message_id), not self._talk.temporary)
        self._add(menu, "trash", tr("Delete this message"), partial(self.delete, message_id), free)
        if message_id != self._talk.messages[-1].id:
            after = partial(self.delete, message_id, all_after=True)
            self._add(menu, "trash", tr("Delete this and all after it"), after, free)

    def _give_back_focus(self) -> None:
        """The press that opened a menu took the focus from the field: whoever chooses nothing goes on typing."""
        transcript = self._page.transcript
        if self._window.focusWidget() is transcript and transcript.only_pressed:
            self._page.composer.edit.setFocus()

    def offered(self, focus: QWidget | None) -> Iterator[QMenu]:
        """For the palette: the menu of the message in which the focus is; else what of the last can be copied.

        What else is done with the last are commands.
        """
        within = _message_of(focus)
        message = self._message(within) if within is not None else next(reversed(self._talk.messages), None)
        if message is None:
            return
        menu = copying_menu(self._page.transcript.documents.make(message), "", self._window, lambda kind: None)
        menu.setTitle(tr("This message") if within is not None else tr("Last message"))
        if within is not None and within > 0 and message.status is not MessageStatus.STREAMING:
            self._fill(within, menu)
        yield menu

    def _fill_answer(self, message: Message, menu: QMenu, free: bool) -> None:
        asked = free and self._question(message) is not None
        self._add(menu, "refresh", tr("Again"), partial(self.again, message.id), asked)
        others = menu.addMenu(self._icon("refresh"), tr("Again with"))
        self._fill_others(message, others)
        others.setEnabled(asked)
        last = message.id == self._talk.messages[-1].id
        if last and message.text:
            self._add(menu, "play", tr("Continue"), partial(self.resume, message.id), free)
        self._add(menu, "pencil", tr("Edit the answer…"), partial(self.edit, message.id), free)

    def _fill_others(self, message: Message, menu: QMenu) -> None:
        """Other models and temperatures that may answer again."""
        self._fill_models(menu, partial(self.again_by, message.id))
        if not self._models.is_guide(self._talk.model_ref):
            menu.addSeparator()
            for temperature in TEMPERATURES:
                words = tr("Temperature {value}", value=figure(temperature, "g"))
                menu.addAction(words, partial(self.again_at, message.id, temperature))
            menu.addAction(tr("Other settings…"), self.settings_wanted.emit)

    def _fill_models(self, menu: QMenu, chosen: partial[None]) -> None:
        """The models here but the chat's own; where there is none, that, and the way to some."""
        others = [model.ref for model in self._models.models if model.ref != self._talk.model_ref]
        for ref in others:
            menu.addAction(self._models.name(ref), partial(chosen, ref))
        if not others:
            menu.addAction(tr("There is no other model on this computer.")).setEnabled(False)
            menu.addAction(self._icon("download"), tr("Get a real model…"), self.models_wanted.emit)

    def _add(self, menu: QMenu, icon: str, words: str, call: partial[None], enabled: bool) -> None:
        menu.addAction(self._icon(icon), words, call).setEnabled(enabled)

    def _icon(self, name: str) -> QIcon:
        return self._appearance.icon(name)

    # --- the last message, without its menu

    def last(self) -> Message | None:
        """The last message, while it can be worked on."""
        messages = self._talk.messages
        return messages[-1] if messages and not self._talk.answering else None

    def last_answer(self) -> Message | None:
        """The last message, where it answers a question."""
        last = self.last()
        answers = last is not None and last.role is Role.ASSISTANT and self._question(last) is not None
        return last if answers else None

    def again_last(self) -> None:
        """Another answer to the last question."""
        if (answer := self.last_answer()) is not None:
            self.again(answer.id)

    def resume_last(self) -> None:
        """Go on with the last answer."""
        if (answer := self.last_answer()) is not None:
            self.resume(answer.id)

    def fork_last(self) -> None:
        """A new chat that begins with all of this one."""
        if (last := self.last()) is not None:
            self.fork(last.id)

    def delete_last(self) -> None:
        """Take the last message out."""
        if (last := self.last()) is not None:
            self.delete(last.id)

    def offer_again(self) -> None:
        """What may answer the last question again."""
        if (answer := self.last_answer()) is not None:
            self._pop_up(partial(self._fill_others, answer))

    def offer_comparison(self) -> None:
        """Which model the chat's own may be compared with, on the last question."""
        if (answer := self.last_answer()) is not None:
            self._pop_up(lambda menu: self._fill_models(menu, partial(self.compare, answer)))

    def _pop_up(self, fill: Callable[[QMenu], object]) -> None:
        """A menu above the field, where the keyboard is."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill(menu)
        menu.popup(self._page.composer.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.setActiveAction(next(action for action in menu.actions() if action.isEnabled()))

    # --- what is done

    def edit(self, message_id: int) -> None:
        """Let the person write a message anew, in the composer."""
        message = self._message(message_id)
        if message is not None and not self._talk.answering:
            answer = message.role is Role.ASSISTANT
            self._page.composer.begin_editing(message_id, message.text, answer=answer)

    def edit_last(self) -> None:
        """Their last message."""
        own = [message for message in self._talk.messages if message.role is Role.USER]
        if own:
            self.edit(own[-1].id)

    def edited(self, editing: Editing, text: str) -> None:
        """What came of an edit: a question is asked anew, an answer stands beside the old one."""
        number = editing.message_id
        if text == editing.text and editing.answer:
            return
        if editing.answer:
            self._talk.change(lambda chats: chats.branching.edit(number, text), written=text)
        else:
            self._talk.ask(lambda chats: [chats.branching.edit_question(number, text)[1]], written=text)

    def again(self, message_id: int) -> None:
        """Another answer."""
        self._talk.again(message_id)
        self._page.composer.edit.setFocus()

    def resume(self, message_id: int) -> None:
        """Go on with an answer."""
        self._talk.resume(message_id)
        self._page.composer.edit.setFocus()

    def again_by(self, message_id: int, ref: str) -> None:
        """Another answer, by another model."""
        self._talk.ask(lambda chats: [chats.chats.again(message_id, ref=ref)])
        self._page.composer.edit.setFocus()

    def again_at(self, message_id: int, temperature: float) -> None:
        """Another answer of the same model, at another temperature."""
        app, ref, chat = self._application, self._talk.model_ref, self._talk.chat
        if chat is None:
            return
        number = chat.id

        def work(chats: ChatSet) -> list[Reply]:
            usual = in_chat(chats.chats.get(number), app.generation.sampling_for(app.models.find(ref)))
            return [chats.chats.again(message_id, sampling=replace(usual, temperature=temperature))]

        self._talk.ask(work)
        self._page.composer.edit.setFocus()

    def compare(self, message: Message, ref: str) -> None:
        """Let the chat's model and another answer a question side by side."""
        question = self._question(message)
        if question is None:
            return
        refs = (self._talk.model_ref, ref)

        def begun(replies: Sequence[Reply]) -> None:
            answers = [reply.message for reply in replies]
            dialog = CompareDialog(self._appearance, self._talk, question, answers, self._window)
            dialog.finished.connect(lambda result: self._page.composer.edit.setFocus())
            dialog.open()

        self._talk.ask(lambda chats: chats.branching.compare(question.id, refs), begun)

    def fork(self, message_id: int) -> None:
        """A new chat that begins with everything up to a message."""
        self._talk.run(lambda chats: chats.branching.fork(message_id), self.forked.emit)

    def delete(self, message_id: int, *, all_after: bool = False) -> None:
        """Take a message out, alone or with all that follow, and offer to put it back."""
        chat = self._talk.chat
        if chat is None:
            return

        def remove(chats: ChatSet) -> tuple[ChatSet, int]:
            return chats, chats.branching.remove(message_id, all_after=all_after)

        def removed(result: tuple[ChatSet, int]) -> None:
            chats, removal = result
            words = tr("Messages deleted") if all_after else tr("Message deleted")
            self._page.undo.offer_call(words, lambda: self._put_back(chats, removal, chat.id))

        self._talk.change(remove, removed)
        self._page.composer.edit.setFocus()

    def _put_back(self, chats: ChatSet, removal: int, chat_id: int) -> None:
        self._tasks.store(lambda: chats.branching.undo(removal), lambda done: self._talk.reread(chat_id))
        self._page.composer.edit.setFocus()

    def _message(self, message_id: int) -> Message | None:
        return next((message for message in self._talk.messages if message.id == message_id), None)

    def _question(self, message: Message) -> Message | None:
        """What was asked; None where that is not in the chat any more."""
        if message.role is Role.USER:
            return message
        found = self._message(message.parent_id) if message.parent_id is not None else None
        return found if found is not None and found.role is Role.USER else None


def _message_of(widget: QWidget | None) -> int | None:
    """The number of the message in which a widget stands."""
    while widget is not None and not isinstance(widget, MessageRow):
        widget = widget.parentWidget()
    return widget.document.message.id if widget is not None and widget.document is not None else None
