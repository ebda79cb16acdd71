"""The composition root: what it builds, what it refuses, and that it does nothing unasked."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from paddock.application import KV_PURPOSE, Application, build
from paddock.config.secrets import MemoryBackend, SecretsUnavailable
from paddock.core.errors import UserError
from paddock.core.messages import MessageStatus
from paddock.engine.fake import FakeEngine


class Programs:
    """Builds programs over one folder and closes them at the end."""

    def __init__(self, home: Path, stack: ExitStack) -> None:
        self.home = home
        self._stack = stack
        self.engines: dict[Application, FakeEngine] = {}

    def start(self, secrets: MemoryBackend) -> Application:
        """Another process's worth of Paddock."""
        engine = FakeEngine()
        program = self._stack.enter_context(build({"PADDOCK_HOME": str(self.home)}, engine=engine, secrets=secrets))
        self.engines[program] = engine
        return program


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[Programs]:
    with ExitStack() as stack:
        yield Programs(tmp_path / "home", stack)


def test_building_it_writes_nothing(programs: Programs) -> None:
    programs.start(MemoryBackend())
    assert not programs.home.exists()


def test_chats_are_there_again(programs: Programs) -> None:
    keyring = MemoryBackend()
    first = programs.start(keyring)
    chat = first.open_store().new_chat()
    assert first.store_key.location == "keyring"
    first.close()
    assert [item.id for item in programs.start(keyring).open_store().chats()] == [chat.id]


def test_reading_without_chats_makes_none(programs: Programs) -> None:
    program = programs.start(MemoryBackend())
    with pytest.raises(UserError) as caught:
        program.open_store(read_only=True)
    assert caught.value.code == "no-chats"
    assert not programs.home.exists()


def test_only_one_writes_but_others_may_read(programs: Programs) -> None:
    keyring = MemoryBackend()
    first, second = programs.start(keyring), programs.start(keyring)
    first.open_store().new_chat()
    with pytest.raises(UserError) as caught:
        second.open_store()
    assert caught.value.code == "running"
    assert len(second.open_store(read_only=True).chats()) == 1


def test_a_lost_key_is_explained_and_the_recovery_key_opens(programs: Programs) -> None:
    first = programs.start(MemoryBackend())
    chat = first.open_store().new_chat()
    recovery = first.recovery_key()
    first.close()
    size = first.paths.database.stat().st_size

    second = programs.start(MemoryBackend())
    with pytest.raises(UserError) as caught:
        second.open_store()
    assert caught.value.code == "key-missing"
    with pytest.raises(UserError) as caught:
        second.restore_key("not a recovery key")
    assert caught.value.code == "bad-recovery-key"
    assert first.paths.database.stat().st_size == size
    assert [item.id for item in second.restore_key(recovery.lower()).chats()] == [chat.id]
    assert second.recovery_key() == recovery


def test_the_recovery_key_of_other_chats_is_not_kept(programs: Programs, tmp_path: Path) -> None:
    keyring = MemoryBackend()
    mine = programs.start(keyring)
    mine.open_store().new_chat()
    mine.close()
    with build({"PADDOCK_HOME": str(tmp_path / "other")}, engine=FakeEngine(), secrets=MemoryBackend()) as other:
        other.open_store()
        wrong = other.recovery_key()
    again = programs.start(keyring)
    with pytest.raises(UserError) as caught:
        again.restore_key(wrong)
    assert caught.value.code == "wrong-key"
    assert len(again.open_store().chats()) == 1


def test_without_a_keyring_the_key_lies_in_a_private_file(programs: Programs) -> None:
    program = programs.start(MemoryBackend(SecretsUnavailable("there is none", missing=True)))
    program.open_store()
    key = program.store_key
    assert key.location == "file"
    assert str(program.paths.key_file) in key.detail
    assert program.paths.key_file.stat().st_mode & 0o777 == 0o600


def test_opening_the_chats_again_leaves_a_running_answer_alone(programs: Programs) -> None:
    program = programs.start(MemoryBackend())
    chats = program.open_store()
    reply = chats.send(chats.new_chat().id, "a question")
    again = program.open_store()
    assert again.messages(reply.message.chat_id)[-1].status is MessageStatus.STREAMING


class TestCache:
    def test_the_engine_gets_a_key_of_its_own_with_the_chats(self, programs: Programs) -> None:
        keyring = MemoryBackend()
        program = programs.start(keyring)
        engine = programs.engines[program]
        assert [(config.cache_dir, config.cache_home) for config in engine.configs] == [(None, program.paths.kv)]
        program.open_store()
        assert program.paths.kv.is_dir()
        config = engine.configs[-1]
        assert config.cache_dir == program.paths.kv
        assert config.cache_key == program.store_key.derive(KV_PURPOSE).hex()
        assert config.cache_key != program.store_key.key.hex()
        assert config.cache_limit == program.cache_limit() > 0
        program.close()
        again = programs.start(keyring)
        again.open_store()
        assert programs.engines[again].configs[-1].cache_key == config.cache_key

    def test_reading_the_chats_gives_the_engine_nothing(self, programs: Programs) -> None:
        keyring = MemoryBackend()
        first = programs.start(keyring)
        first.open_store()
        first.close()
        reader = programs.start(keyring)
        reader.open_store(read_only=True)
        assert [config.cache_dir for config in programs.engines[reader].configs] == [None]

    def test_clearing(self, programs: Programs) -> None:
        program = programs.start(MemoryBackend())
        program.open_store()
        (program.paths.kv / "ab").write_bytes(b"x" * 10)
        assert program.cache_size() == 10
        program.clear_cache()
        assert program.cache_size() == 0
        assert programs.engines[program].configs[-1].cache_dir == program.paths.kv
        program.settings.update(kv_on_disk=False)
        assert program.cache_limit() == 0
