"""What went wrong is told in German whichever way it came up: as an error, as text, from the store, as a fact."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from desk import Start

from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.errors import BugError, UserError
from paddock.core.known_templates import KNOWN, name_of
from paddock.core.messages import MessageStatus
from paddock.core.prompts import TemplateSource
from paddock.core.said import Said, say
from paddock.engine.api import Barrier, Guarded
from paddock.engine.fake import FakeAnswer
from paddock.services.exchange.paper import not_written
from paddock.services.insight import confinement_of, template_text
from paddock.store.rows import dump_said, load_said
from paddock.ui.i18n import translated
from paddock.ui.library.downloads_words import words_of

ERROR = UserError(say("There is no chat {chat_id}.", chat_id=7), say("`paddock chats list` shows the chats there are."))
GERMAN = "Es gibt keinen Chat 7. `paddock chats list` zeigt, welche Chats es gibt."


pytestmark = pytest.mark.usefixtures("german")


def test_an_error_that_became_text_can_still_be_translated() -> None:
    assert str(ERROR) == f"{ERROR.what} {ERROR.todo}"
    assert translated(str(ERROR)) == GERMAN
    bug = BugError(say("A file could not be read."))
    assert isinstance(str(bug), Said)


def test_text_from_the_store_is_read_as_it_was_said() -> None:
    stored = dump_said(str(ERROR))
    assert translated(load_said(stored)) == GERMAN
    for text in ("", "plain", '{"say": 5}', '{"say": "{x.__class__}", "with": {}}', '{"say": no'):
        assert load_said(dump_said(text)) == text


def test_a_failed_answer_is_german_when_its_chat_is_opened_again(start: Start) -> None:
    desk = start([FakeAnswer("Begun", error=ERROR)])
    desk.ask("Hello")
    kept = desk.stored()[-1]
    assert kept.status is MessageStatus.FAILED
    assert kept.error == str(ERROR)
    assert translated(kept.error) == GERMAN
    assert json.loads(json.dumps({"error": kept.error})) == {"error": str(ERROR)}, "other programs get plain text"


@pytest.mark.parametrize("state", [DownloadState.FAILED, DownloadState.WAITING])
def test_a_download_says_it_in_german(state: DownloadState) -> None:
    item = DownloadItem("1", "Model", state, error=str(ERROR))
    assert words_of(item) == GERMAN


def test_what_the_system_refuses() -> None:
    refused = not_written(Path("x.md"), FileNotFoundError(errno.ENOENT, "No such file or directory"))
    assert translated(refused.said) == (
        "„x.md“ kann nicht geschrieben werden: diese Datei oder diesen Ordner gibt es nicht. Wähle einen anderen Ort."
    )
    full = not_written(Path("x.md"), OSError(errno.ENOSPC, "No space left on device"))
    assert translated(full.said).endswith("der Datenträger ist voll. Wähle einen anderen Ort, oder schaff Platz.")


def test_a_model_that_is_not_there(start: Start) -> None:
    with pytest.raises(UserError) as caught:
        start().application.models.find("nosuchmodel")
    assert translated(caught.value.todo) == "Es gibt: guide, small:q4_k_m; oder gib den Pfad einer .gguf-Datei an."


@pytest.mark.parametrize("sha256", KNOWN)
def test_which_template_a_file_has(sha256: str) -> None:
    german = translated(template_text(sha256, name_of(sha256), TemplateSource.FILE))
    assert german.startswith("Die Vorlage der Datei ist eine bekannte: die von ")


def test_what_confines_the_engine_is_german() -> None:
    held = Barrier(Guarded.MEMORY, True, say("a resource limit"))
    open_ = Barrier(Guarded.FILES, False, say("this kernel has no Landlock"))
    (confined, missing) = confinement_of((Barrier(Guarded.NETWORK, True, "Landlock 7, seccomp"), held, open_))
    assert translated(confined.detail) == "Durch Landlock 7, seccomp und eine Ressourcengrenze."
    assert translated(missing.detail) == "Grund: dieser Kernel hat kein Landlock."
