"""Which signal of the window's parts does what. One rule: a table of wires; nothing is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from paddock.ui.dialogs import ask_to_open
from paddock.ui.i18n import tr
from paddock.ui.inspector.panel import ANSWERS
from paddock.ui.notice import NoticeBar
from paddock.ui.personas.shown import PersonasShown
from paddock.ui.save_code import ask_to_save
from paddock.ui.undo_bar import UndoBar

if TYPE_CHECKING:
    from paddock.ui.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """Connect everything of a window whose parts have been made."""
    _sidebar(window)
    _header(window)
    _inspector(window)
    _chat(window)
    _personas(window)
    _errors(window)
    _announcements(window)


def _sidebar(window: MainWindow) -> None:
    side = window.sidebar
    side.list.looked_at.connect(window.show_chat)
    side.list.opened.connect(window.open_chat)
    side.list.typed.connect(window.type_text)
    side.list.delete_requested.connect(window.chats.delete)
    side.list.export_requested.connect(window.chats.ask_export)
    window.places.chat_wanted.connect(lambda: window.show_page(window.page))
    side.filter.textChanged.connect(window.places.look_for)
    side.filters.changed.connect(window.places.narrow)
    window.places.choices_changed.connect(side.filters.set_choices)
    side.new_folder_requested.connect(window.places.new_folder)
    side.import_requested.connect(window.chats.ask_import)
    side.archive_requested.connect(window.places.show_archive)
    side.trash_requested.connect(window.places.show_trash)
    for undo in (side.undo, window.page.undo):
        undo.undo_requested.connect(window.chats.undo_delete)
        undo.undo_requested.connect(lambda chat: window.back_to_chat())
    side.focus_returned.connect(window.page.composer.edit.setFocus)
    side.downloads.opened.connect(window.library.show_downloads)
    window.library.model_chosen.connect(window.model_actions.choose)
    window.library.format_requested.connect(window.formats.show)
    window.library.settings_requested.connect(window.show_settings)
    window.library.closed.connect(window.back_to_chat)
    window.stack.currentChanged.connect(lambda page: window.models.refresh())  # what else puts models here says nothing
    side.models_requested.connect(window.toggle_models)
    side.settings_requested.connect(lambda: window.show_settings())
    window.chats.deleted.connect(lambda chats: (window.page if side.isHidden() else side).undo.offer(chats))

    window.lock.postponed.connect(lambda: window.bar.say(tr("The chats are locked once the answer has ended.")))
    window.lock.unprotected.connect(
        lambda: window.bar.say(
            tr("There is no passphrase yet to lock the chats with."),
            "",
            tr("Set a passphrase…"),
            lambda: window.show_settings("lock"),
        )
    )


def _header(window: MainWindow) -> None:
    side, head, card = window.sidebar, window.header, window.page.suggestions.card
    for signal in (side.new_chat_requested, head.new_chat_requested):
        signal.connect(window.new_chat)
    for signal in (side.hide_requested, head.sidebar_requested):
        signal.connect(window.toggle_sidebar)
    card.settings_requested.connect(window.show_settings)
    card.downloads_requested.connect(window.library.show_downloads)
    for signal in (card.models_requested, head.chip.models_requested):
        signal.connect(window.library.show_discover)
    head.chip.model_chosen.connect(window.model_actions.choose)
    head.chip.unload_requested.connect(window.model_actions.unload)
    head.chip.open_file_requested.connect(window.model_actions.ask_file)
    head.inspector_requested.connect(window.inspector_control.toggle)
    head.speed_requested.connect(lambda: window.explain_speed())
    head.format_requested.connect(lambda: window.formats.show())
    head.rename_requested.connect(window.rename)
    head.prompt_requested.connect(window.chats.ask_prompt)
    head.palette_requested.connect(window.command_palette.open)
    head.export_requested.connect(lambda: window.with_chat(lambda chat: window.chats.ask_export([chat])))
    head.delete_requested.connect(lambda: window.with_chat(lambda chat: window.chats.delete([chat])))


def _inspector(window: MainWindow) -> None:
    panel = window.inspector
    panel.close_requested.connect(window.inspector_control.toggle)
    panel.speed_requested.connect(lambda: window.explain_speed())
    panel.prompt_requested.connect(window.chats.ask_prompt)
    panel.format_requested.connect(lambda: window.formats.show())
    window.formats.changed.connect(window.inspecting.show_model)
    window.formats.chosen.connect(window.page.composer.edit.setFocus)
    window.speed.remedy_chosen.connect(window.remedies.apply)


def _chat(window: MainWindow) -> None:
    page, talk = window.page, window.conversation
    for asked in (page.composer.submitted, page.suggestions.asked):  # it has no title yet that the filter could know
        asked.connect(lambda *said: window.sidebar.filter.clear() if talk.chat is None else None)
    window.model_actions.chosen.connect(window.back_to_chat)
    page.transcript.remedy_requested.connect(window.remedies.apply)
    page.transcript.divider_pressed.connect(window.chats.show_summary)
    page.transcript.speed_requested.connect(window.explain_speed)
    page.transcript.link_activated.connect(lambda url: ask_to_open(window.appearance, url, window))
    window.session.opened.connect(window.chats_opened)
    window.session.opened.connect(window.lock.bring_back)
    window.session.data_wanted.connect(lambda: window.show_settings("backup"))
    page.temporary.switched.connect(lambda wanted: page.composer.edit.setFocus())
    window.view.edited.connect(window.message_actions.edited)
    window.message_actions.forked.connect(lambda chat: window.open_chat(chat.id))
    window.lock.closed.connect(window.session.open)
    talk.closed.connect(window.session.open)
    window.message_actions.models_wanted.connect(window.library.show_discover)
    window.message_actions.settings_wanted.connect(lambda: window.show_inspector(ANSWERS))
    page.transcript.save_requested.connect(lambda code, name: ask_to_save(code, name, window.tasks, window))
    talk.jumped.connect(page.transcript.scroll_to_message)
    talk.jumped.connect(lambda number: page.find_bar.mark(window.places.query.text))
    talk.failed.connect(window.presenter.present)
    talk.earlier_failed.connect(lambda error, again: window.presenter.present(error, again, of_chat=True))


def _personas(window: MainWindow) -> None:
    personas, page, head = window.personas, window.page, window.header
    window.sidebar.personas_requested.connect(personas.toggle)
    head.persona_requested.connect(personas.ask)
    personas.begun.connect(window.open_chat)
    personas.closed.connect(window.back_to_chat)
    personas.models_requested.connect(window.library.show_discover)
    personas.played.connect(page.undo.offer_call)
    PersonasShown(personas, window.conversation, window.models, page, head, window.chat_model, window.appearance)


def _errors(window: MainWindow) -> None:
    for signal in (window.model_actions.chosen, window.conversation.leaving):
        signal.connect(window.presenter.clear)
    for bar in (window.bar, window.format_bar):
        bar.answered.connect(lambda: (window.stack.currentWidget() or window.page).setFocus())
        window.stack.currentChanged.connect(
            lambda number, bar=bar: bar.set_chat_shown(window.stack.currentWidget() is window.page)
        )
        for asked in (window.page.composer.submitted, window.page.suggestions.asked):
            asked.connect(bar.go_on)
    window.chats.exported.connect(lambda path: window.bar.say(tr("Saved as {name}.", name=path.name)))
    window.tasks.failed.connect(window.presenter.present)
    window.presenter.remedy_chosen.connect(window.remedies.apply)


def _announcements(window: MainWindow) -> None:
    """What nobody asked for, and a screen reader has to say."""
    page, say = window.page, window.announcer.say
    page.transcript.announced.connect(say)
    window.view.answer_began.connect(say)
    for bar in (window.bar, window.format_bar, window.sidebar.undo, page.undo):
        bar.said.connect(say)

    def hear(made: QWidget) -> None:
        for notice in made.findChildren(NoticeBar):
            notice.said.connect(say)
        for undo in made.findChildren(UndoBar):
            undo.said.connect(say)

    window.library.made.connect(hear)
    window.personas.made.connect(hear)
