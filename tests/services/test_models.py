"""Which models there are, and which this computer can run."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from gguf_bytes import LLAMA, gguf
from service_kit import MakeServices

from paddock.core.errors import UserError
from paddock.core.events import FinishReason
from paddock.core.models import GUIDE, ModelSource
from paddock.core.params import LoadParams
from paddock.engine.api import EngineState
from paddock.services.bus import ModelsChanged


def test_the_guide_is_always_there(make_services: MakeServices) -> None:
    services = make_services()
    assert [model.ref for model in services.models.models()] == [GUIDE]
    assert services.models.find("guide").source is ModelSource.GUIDE


def test_an_opened_file_stays_where_it_is_and_is_remembered(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services()
    heard: list[ModelsChanged] = []
    services.bus.subscribe(ModelsChanged, heard.append)
    path = tmp_path / "elsewhere.gguf"
    path.write_bytes(gguf())
    model = services.models.open_file(path)
    services.models.open_file(path)
    assert (model.source, model.path) == (ModelSource.OPENED, path)
    assert services.settings.current.opened_models == (str(path),)
    assert len(heard) == 1
    services.models.forget(model.ref)
    assert path.exists()
    assert [item.ref for item in services.models.models()] == [GUIDE]


def test_a_file_that_cannot_be_used_is_explained_and_not_remembered(
    make_services: MakeServices, tmp_path: Path
) -> None:
    services = make_services()
    vision = tmp_path / "vision.gguf"
    vision.write_bytes(gguf({**LLAMA, "general.architecture": "mllama"}))
    text = tmp_path / "notes.gguf"
    text.write_text("these are only notes")
    codes = {vision: "vision-model", text: "not-a-model", tmp_path / "missing.gguf": "unreadable", tmp_path: "folder"}
    for path, code in codes.items():
        for opens in (services.models.open_file, lambda path: services.models.find(str(path))):
            with pytest.raises(UserError) as caught:
                opens(path)
            assert caught.value.code == code
            assert caught.value.todo
    assert services.settings.current.opened_models == ()


@pytest.mark.parametrize("name", ["Llama 3.2 1B Instruct", " llama 3.2 1b instruct", "llama-3.2-1b"])
def test_a_model_that_was_not_downloaded_is_told_from_one_that_is_not(make_services: MakeServices, name: str) -> None:
    services = make_services()
    with pytest.raises(UserError) as caught:
        services.models.find(name)
    assert caught.value.code == "not-downloaded"
    assert "Llama 3.2 1B Instruct is not on this computer yet." in str(caught.value)
    with pytest.raises(UserError) as caught:
        services.models.find("Llama 99")
    assert caught.value.code == "no-such-model"


def test_only_downloaded_files_are_deleted(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services()
    opened = tmp_path / "opened.gguf"
    opened.write_bytes(gguf())
    services.models.open_file(opened)
    fetched = tmp_path / "models" / "fetched.gguf"
    fetched.write_bytes(gguf())
    with pytest.raises(UserError) as caught:
        services.models.delete(str(opened))
    assert caught.value.code == "not-ours"
    with pytest.raises(UserError):
        services.models.delete(GUIDE)
    services.models.delete(str(fetched))
    assert opened.exists()
    assert not fetched.exists()


def test_the_context_of_the_settings_holds_for_all_but_the_guide(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services()
    services.settings.update(n_ctx=2048)
    path = tmp_path / "models" / "big.gguf"
    path.write_bytes(gguf())
    services.generation.load(GUIDE)
    services.generation.load(str(path))
    services.generation.load(str(path), LoadParams(n_ctx=512))
    assert [params.n_ctx for _, params in services.engine.loads] == [0, 2048, 512]


def test_of_two_models_that_are_got_ready_only_the_last_is_loaded(make_services: MakeServices, tmp_path: Path) -> None:
    gate = Event()
    services = make_services(load_gate=gate)
    paths = [tmp_path / "models" / name for name in ("first.gguf", "second.gguf")]
    for path in paths:
        path.write_bytes(gguf())
    loading = Event()
    services.generation.subscribe(lambda status: loading.set() if status.state is EngineState.LOADING else None)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(services.generation.load, str(paths[0]))
        assert loading.wait(10)
        loading.clear()
        second = pool.submit(services.generation.load, str(paths[1]))
        error = first.exception(10)
        assert isinstance(error, UserError)
        assert error.code == "cancelled"
        gate.set()
        assert second.result(10).path == paths[1]
    assert [path for path, _ in services.engine.loads] == [paths[1]]


def test_stop_ends_an_answer_that_waits_for_a_model_that_is_got_ready(make_services: MakeServices) -> None:
    services = make_services(load_gate=Event())
    chat = services.chats.new_chat()
    loading = Event()
    services.generation.subscribe(lambda status: loading.set() if status.state is EngineState.LOADING else None)
    with ThreadPoolExecutor(2) as pool:
        preload = pool.submit(services.generation.load, GUIDE)
        assert loading.wait(10)
        reply = services.chats.send(chat.id, "never mind")
        answer = pool.submit(lambda: list(reply))
        while not reply.starting:
            assert not answer.done()
        reply.cancel()
        assert [event.reason for event in answer.result(10)] == [FinishReason.CANCELLED]  # type: ignore[union-attr]
        assert isinstance(preload.exception(10), UserError)
    assert services.engine.loads == []
