"""What is stored where: every file of the program's folders once, under what it is."""

from __future__ import annotations

from pathlib import Path

from paddock.application import build
from paddock.config.paths import Paths
from paddock.config.secrets import MemoryBackend
from paddock.engine.fake import FakeEngine
from paddock.services.storage import Kind, stored


def test_a_used_installation_has_nothing_that_is_not_known(tmp_path: Path) -> None:
    env = {"PADDOCK_HOME": str(tmp_path)}
    with build(env, engine=FakeEngine(), secrets=MemoryBackend()) as app:
        chats = app.open_store()
        list(chats.send(chats.new_chat().id, "hi"))
        app.settings.update(theme="dark")
        app.backups.copy_if_due()
        app.connections.note("https://hub.example/api/models", "https://hub.example")
        for path in (
            app.paths.kv / "block",
            app.paths.models / "a" / "m.gguf",
            app.paths.records,
            app.paths.log_file,
            app.paths.machine_file,
            app.paths.key_file.with_name("store.key.old-1"),
            app.paths.config / "QtProject.conf",
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes(100))
        found = {each.kind: each for each in app.stored()}
        assert set(found) - {Kind.OTHER} == set(Kind) - {Kind.OTHER}
        assert found.get(Kind.OTHER) is None or found[Kind.OTHER].size == 0  # the lock
        every = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert sum(each.files for each in found.values()) == len(every)
        assert {kind for kind, each in found.items() if each.encrypted} == {Kind.CHATS, Kind.COPIES, Kind.PROCESSED}
        assert found[Kind.MODELS].size == 100
        assert found[Kind.MODELS].place == app.paths.models


def test_what_others_put_there_is_counted(tmp_path: Path) -> None:
    paths = Paths.from_environment({"PADDOCK_HOME": str(tmp_path)})
    assert stored(paths) == ()
    paths.ensure()
    (paths.data / "notes.txt").write_text("mine")
    (paths.data / "link").symlink_to(tmp_path)
    assert [(each.kind, each.files) for each in stored(paths)] == [(Kind.OTHER, 1)]
