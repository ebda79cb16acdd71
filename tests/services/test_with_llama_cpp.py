"""The services over the real engine and a model of a hundred kilobytes: nothing is computed twice, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tiny_model import write_tiny_model

from paddock.application import Application, build
from paddock.config.paths import resource
from paddock.config.secrets import MemoryBackend
from paddock.core.chats import Chat
from paddock.core.messages import Message
from paddock.core.models import GUIDE
from paddock.core.params import LoadParams, Overflow, SamplingParams
from paddock.engine.api import EngineStatus
from paddock.services.chats import ChatService

SECONDS = 30.0  # at most; each of these tests takes about one
QUESTION = "What do you think of tents, of boats, of mountains and of the sea? "


class Programs:
    """One installation, started as often as one likes."""

    def __init__(self, home: Path, stack: ExitStack) -> None:
        self.home = home
        self._stack = stack
        self._keyring = MemoryBackend()
        (home / "models").mkdir(parents=True)
        self.ref = str(write_tiny_model(home / "models" / "tiny.gguf"))

    def start(self) -> tuple[Application, ChatService]:
        program = build({"PADDOCK_HOME": str(self.home)}, secrets=self._keyring)
        return self._stack.enter_context(program), program.open_store()

    def chat(self, program: Application, chats: ChatService, **sampling: int) -> Chat:
        """A chat with the tiny model, which answers twenty characters; a character is a token."""
        program.generation.set_load_params(self.ref, LoadParams(n_ctx=1024))
        program.generation.set_sampling(self.ref, SamplingParams(max_tokens=20, **sampling))
        return chats.new_chat(self.ref)


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[Programs]:
    with ExitStack() as stack:
        yield Programs(tmp_path / "home", stack)


def wait_until(program: Application, holds: Callable[[EngineStatus], bool]) -> None:
    """Until the engine's status is so."""
    seen = threading.Event()

    def look(status: EngineStatus) -> None:
        if holds(status):
            seen.set()

    end = program.generation.subscribe(look)
    look(program.generation.status)
    assert seen.wait(SECONDS)
    end()


def on_the_disk(status: EngineStatus) -> bool:
    return any(doing.stored_bytes > 0 for doing in status.activity)


def is_quiet(status: EngineStatus) -> bool:
    return not any(doing.running for doing in status.activity)


def ask(chats: ChatService, chat: Chat, text: str) -> Message:
    reply = chats.send(chat.id, text)
    list(reply)
    return reply.message_now()


def test_the_same_seed_gives_the_same_answer(programs: Programs) -> None:
    program, chats = programs.start()
    chat = programs.chat(program, chats, seed=11)
    first = ask(chats, chat, QUESTION)
    again = chats.again(first.id)
    list(again)
    second = again.message_now()
    assert (first.text, first.seed) == (second.text, 11)
    assert first.build == second.build != ""
    assert first.sampling == '{"max_tokens":20}'


def test_what_was_read_while_typing_is_not_read_again(programs: Programs) -> None:
    program, chats = programs.start()
    chat = programs.chat(program, chats)
    program.generation.load(chat.model)
    chats.prefill(chat.id, QUESTION * 5)
    wait_until(
        program,
        lambda status: any(
            doing.prefill_total > 0 and doing.prefill_done == doing.prefill_total for doing in status.activity
        ),
    )
    usage = ask(chats, chat, QUESTION * 5 + "Say.").usage
    assert usage.prompt_tokens > 300
    assert usage.prompt_tokens - usage.cached_tokens < 30


def test_a_chat_that_is_opened_after_a_restart_is_read_from_the_disk(programs: Programs) -> None:
    program, chats = programs.start()
    chat = programs.chat(program, chats)
    program.generation.load(chat.model)
    ask(chats, chat, QUESTION * 8)
    wait_until(program, on_the_disk)
    program.close()
    assert program.cache_size() > 0

    program, chats = programs.start()
    program.generation.load(chat.model)
    wait_until(program, on_the_disk)
    usage = ask(chats, chat, "And?").usage
    assert usage.restored_tokens >= 512
    wait_until(program, is_quiet)
    program.clear_cache()
    assert program.cache_size() == 0
    assert ask(chats, chat, "And?").usage.restored_tokens == 0


@pytest.mark.skipif(not resource("guide/guide.gguf").exists(), reason="the guide has not been trained")
def test_a_chat_that_is_opened_has_its_model_and_its_past_ready(programs: Programs) -> None:
    program, chats = programs.start()
    chat = programs.chat(program, chats)
    ask(chats, chat, QUESTION * 8)
    wait_until(program, on_the_disk)
    program.close()

    program, chats = programs.start()
    program.generation.load(GUIDE)
    chats.prefill(chat.id, "")
    program.ahead.load(chat.model)
    assert [model.path.name for model in program.generation.status.models] == ["guide.gguf", "tiny.gguf"]
    chats.prefill(chat.id, "")
    wait_until(program, lambda status: any(0 < doing.prefill_total == doing.prefill_done for doing in status.activity))
    usage = ask(chats, chat, "And?").usage
    assert usage.prompt_tokens - usage.cached_tokens < 30


def test_the_beginning_of_a_long_chat_is_summarised(programs: Programs) -> None:
    program, chats = programs.start()
    chat = programs.chat(program, chats)
    chats.set_system_prompt(chat.id, "Be brief.")
    chats.set_overflow(chat.id, Overflow.SUMMARISE)
    answers = [ask(chats, chat, QUESTION * 3) for _ in range(4)]
    assert answers[0].first_kept is None
    last = answers[-1]
    assert last.first_kept is not None
    assert last.usage.prompt_tokens < 1024 * 0.75
    use = chats.context(chat.id)
    assert use.summarised
    assert 0 < use.used < use.n_ctx == 1024


def test_the_oldest_turns_are_shifted_out(programs: Programs) -> None:
    program, chats = programs.start()
    chat = programs.chat(program, chats)
    answers = [ask(chats, chat, QUESTION * 4) for _ in range(5)]
    path = [message.id for message in chats.messages(chat.id)]
    assert answers[0].first_kept is None
    assert path.index(answers[-1].first_kept or 0) > 0
    told = chats.context(chat.id, "And?")
    assert told.used < told.n_ctx
    assert told.first_kept in path
