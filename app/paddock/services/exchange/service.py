"""Exporting and importing chats.

One rule: an export appears whole under its name or not at all, and an import changes no chat that is here.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.exchange import ChatRecord, Imported
from paddock.core.messages import Message
from paddock.core.progress import CANCELLED, Progress
from paddock.core.said import ENGLISH, Wording, joined, listed, say
from paddock.services.bus import Bus, ChatsChanged
from paddock.services.chat_words import title_of_many
from paddock.services.exchange import own
from paddock.services.exchange.draft import drafted
from paddock.services.exchange.many import Entry, write_archive, write_folder
from paddock.services.exchange.names import Names
from paddock.services.exchange.page import html_of
from paddock.services.exchange.paper import Report, not_written, write_pdf
from paddock.services.exchange.reading import read
from paddock.services.markdown import markdown_of
from paddock.store.chats import ChatStore
from paddock.store.transfer import Transfer


class Format(StrEnum):
    """What chats are exported as; each the ending of the file's name."""

    JSON = "json"
    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"

    @classmethod
    def of_name(cls, name: str) -> Format | None:
        """What a file's name asks for by its ending; None where that is no format's."""
        ending = Path(name).suffix[1:].lower()
        return {"htm": cls.HTML, "markdown": cls.MARKDOWN}.get(ending) or next((k for k in cls if k == ending), None)


class ExchangeService:
    """Takes chats out and in; every method blocks."""

    def __init__(self, store: ChatStore, transfer: Transfer, bus: Bus) -> None:
        self._store = store
        self._transfer = transfer
        self._bus = bus

    def export(self, chat_ids: Sequence[int] | None, kind: Format, wording: Wording = ENGLISH) -> bytes:
        """Chats as a file's content; None: all that are not in the trash, the oldest first.

        Args:
            wording: of what is said about the chats.

        Raises:
            UserError: "no-such-chat", "no-chats"; "needs-file" for a PDF, which `export_to` writes.
        """
        if kind is Format.PDF:
            raise UserError(say("A PDF is written into a file."), say("Name one."), code="needs-file")
        ids = self._chosen(chat_ids)
        if kind is Format.JSON:
            return own.dump([self._transfer.record(chat_id) for chat_id in ids]).encode("utf-8", "replace")
        shown = [*self._shown(ids)]
        if kind is Format.MARKDOWN:
            return "\n\n".join(markdown_of(chat, path, wording) for chat, path in shown).encode("utf-8", "replace")
        return html_of(shown, wording).encode("utf-8", "replace")

    def export_to(
        self,
        path: Path,
        chat_ids: Sequence[int] | None,
        kind: Format,
        report: Report | None = None,
        stop: threading.Event | None = None,
        wording: Wording = ENGLISH,
    ) -> None:
        """Write chats into a file; one that is there is replaced.

        Args:
            report: told how much of a PDF is done; the other kinds take no time.
            stop: set to stop a PDF on its way.
            wording: of what is said about the chats.

        Raises:
            UserError: as `export`; "not-written", "cancelled".
        """
        if kind is Format.PDF:
            ids = self._chosen(chat_ids)
            title = "" if len(ids) == 1 else wording.words(title_of_many(len(ids)))
            spoken = wording.language
            write_pdf(path, self._shown(ids), len(ids), title=title, language=spoken, report=report, stop=stop)
            return
        content = self.export(chat_ids, kind, wording)
        try:
            with drafted(path) as draft:
                draft.file.write(content)
        except OSError as error:
            raise not_written(path, error) from error

    def _chosen(self, chat_ids: Sequence[int] | None) -> Sequence[int]:
        ids = chat_ids if chat_ids is not None else [chat.id for chat in reversed(self._store.list_chats())]
        if not ids:
            raise UserError(say("There are no chats to export."), say("Write one first."), code="no-chats")
        for chat_id in ids:
            self._store.get_chat(chat_id)
        return ids

    def _shown(self, chat_ids: Sequence[int]) -> Iterator[tuple[Chat, Sequence[Message]]]:
        """One after the other, so that not all of them are in memory at once."""
        for chat_id in chat_ids:
            yield self._store.get_chat(chat_id), self._store.path(chat_id)

    def export_each(
        self, path: Path, kind: Format, progress: Progress | None = None, wording: Wording = ENGLISH
    ) -> int:
        """Write each chat that is not in the trash into a file of its own; how many there were.

        Args:
            path: a ZIP archive where its name ends so, else a folder, which must not be there yet.
            kind: of a PDF there is one, with all chats, and `path` is its name.

        Raises:
            UserError: "no-chats", "file-exists", "not-written", "cancelled"; nothing is there then.
        """
        ids, progress = self._chosen(None), progress or Progress()
        if kind is Format.PDF:

            def report(share: float) -> None:
                progress.tell(round(1000 * share), 1000)

            self.export_to(path, ids, kind, report, progress.stopped, wording)
        else:
            write = write_archive if path.suffix.lower() == ".zip" else write_folder
            write(path, self._entries(ids, kind, progress, wording))
        return len(ids)

    def _entries(self, ids: Sequence[int], kind: Format, progress: Progress, wording: Wording) -> Iterator[Entry]:
        names, folders = Names(), self._transfer.folders()
        for number, chat_id in enumerate(ids):
            progress.at(number, len(ids))
            chat = self._store.get_chat(chat_id)
            name = names.of(chat.title, folders.get(chat.folder_id or 0, ""), kind.value)
            yield name, self.export([chat_id], kind, wording), chat.updated_at
        progress.at(len(ids), len(ids))

    def import_from(self, path: Path, progress: Progress | None = None) -> Imported:
        """Take in the chats of a file or folder; those that are here already stay as they are.

        Those that are here but in the trash are brought back. One of ours that was changed since comes in beside the
        one that is here. Where the person stops it, what has come in stays, and that is said among the problems.

        Raises:
            UserError: see `reading.read`; "cancelled": before the first.
        """
        progress = progress or Progress()
        progress.at(0, 0)
        parsed = read(path)
        here = self._transfer.known(record.uid for record in parsed.records)
        new: list[int] = []
        known, restored, messages, problems = 0, 0, 0, parsed.problems
        oldest_first = sorted(parsed.records, key=lambda record: record.chat.updated_at)  # as if they came day by day
        for number, record in enumerate(oldest_first):
            try:
                progress.at(number, len(parsed.records))
            except UserError as error:
                if error.code != CANCELLED or not (new or restored):
                    raise
                problems = (*problems, _stopped(len(parsed.records) - number))
                break
            if record.uid in here and self._same(here[record.uid], record):
                back = self._transfer.bring_back(here[record.uid])
                known, restored = known + (not back), restored + back
                continue
            new.append(self._transfer.add(replace(record, uid="") if record.uid in here else record))
            messages += len(record.messages)
            if record.uid:
                here[record.uid] = new[-1]
        if new or restored:
            self._bus.publish(ChatsChanged())
        return Imported(parsed.program, tuple(new), messages, known, restored, problems)

    def import_each(self, paths: Sequence[Path], progress: Progress | None = None) -> Imported:
        """Likewise of several files; one that cannot be read is named among the problems, and the others come in.

        Raises:
            UserError: of a single file, see `import_from`; "cancelled": before the first chat.
        """
        if len(paths) == 1:
            return self.import_from(paths[0], progress)
        came: list[Imported] = []
        for path in paths:
            try:
                came.append(self.import_from(path, progress))
            except UserError as error:
                if error.code == CANCELLED and not any(done.chat_ids or done.restored for done in came):
                    raise
                came.append(Imported("", problems=(joined((f"{path.name}:", error.what)),)))
                if error.code == CANCELLED:
                    break
        return Imported(
            listed(list(dict.fromkeys(done.program for done in came if done.chat_ids))),
            tuple(chat_id for done in came for chat_id in done.chat_ids),
            sum(done.messages for done in came),
            sum(done.known for done in came),
            sum(done.restored for done in came),
            tuple(problem for done in came for problem in done.problems),
        )

    def _same(self, chat_id: int, record: ChatRecord) -> bool:
        """Whether the chat that is here says what the record says."""
        return own.said(self._transfer.messages(chat_id)) == own.said(record.messages)


def _stopped(left: int) -> str:
    if left == 1:
        return say("It was stopped: one chat was left out.")
    return say("It was stopped: {n} chats were left out.", n=left)
