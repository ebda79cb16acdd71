"""A chat's model is loaded ahead where that harms nothing, and never makes itself heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
from service_kit import MakeServices, Services, other_model

from paddock.core.errors import BugError, Remedy, UserError
from paddock.core.events import Finished, FinishReason
from paddock.core.hardware import Ram
from paddock.core.messages import Role, Turn
from paddock.core.models import GUIDE
from paddock.core.params import Adapter, LoadParams
from paddock.engine.api import Device, DeviceReport, EngineState, EngineStatus
from paddock.engine.fake import FakeEngine
from paddock.services.ahead import LoadAhead

GB = 2**30
PLENTY = Ram(16 * GB, 12 * GB)
CPU = Device("CPU", "a processor", "CPU", 12 * GB, 16 * GB)


class WithCard(FakeEngine):
    """Has a graphics card that a whole model fits on, or not one layer of it."""

    def __init__(self, free: int, kind: str = "GPU") -> None:
        super().__init__()
        self._card = Device("Card0", "a card", kind, free, 8 * GB)

    def devices(self) -> DeviceReport:
        return replace(super().devices(), devices=(CPU, self._card), chosen="Card0")


class Crashed(FakeEngine):
    """Has died too often."""

    @property
    def status(self) -> EngineStatus:
        return EngineStatus(EngineState.FAILED, error="It died.", last_words=("GGML_ASSERT",))


class Mistaken(FakeEngine):
    """Makes a mistake when it is asked for its devices."""

    def devices(self) -> DeviceReport:
        raise BugError("The engine made a mistake.")


def ahead(services: Services, ram: Ram = PLENTY) -> LoadAhead:
    return LoadAhead(services.generation, services.models, services.settings, lambda: ram)


def loads(services: Services) -> list[str]:
    return [path.name for path, _ in services.engine.loads]


def test_the_model_of_a_chat_is_loaded(make_services: MakeServices) -> None:
    services = make_services()
    ref = other_model(services.folder)
    loader = ahead(services)
    loader.load(ref)
    assert loads(services) == ["other.gguf"]
    loader.load(ref)
    loader.load(GUIDE)
    assert loads(services) == ["other.gguf", "guide.gguf"], "beside the other, and each once"


def test_not_where_the_settings_forbid_it(make_services: MakeServices) -> None:
    services = make_services()
    services.settings.update(preload=False)
    ahead(services).load(other_model(services.folder))
    assert loads(services) == []


@pytest.mark.parametrize("ram", [Ram(16 * GB, GB // 8), Ram(GB // 2, GB // 2)])
def test_not_where_memory_is_short(make_services: MakeServices, ram: Ram) -> None:
    services = make_services()
    ahead(services, ram).load(other_model(services.folder))
    assert loads(services) == []


def test_not_where_another_model_would_have_to_go(make_services: MakeServices) -> None:
    """Memory that a loaded file lies in counts as free, for it can be read again."""
    services = make_services()
    services.generation.load(GUIDE)
    (held,) = services.generation.status.models
    taken = sum(part.total for part in held.memory)
    ref = other_model(services.folder)
    ahead(services, Ram(16 * GB, taken + GB // 16)).load(ref)
    assert loads(services) == ["guide.gguf"]
    ahead(services, Ram(16 * GB, taken + GB)).load(ref)
    assert loads(services) == ["guide.gguf", "other.gguf"]


def test_what_is_loaded_beside_a_model_counts(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services()
    ref = other_model(services.folder)
    adapter = tmp_path / "adapter.gguf"
    with adapter.open("wb") as file:
        file.truncate(20 * GB)  # takes no room on the disk
    services.generation.set_load_params(ref, LoadParams(adapters=(Adapter(adapter, 1.0),)))
    ahead(services).load(ref)
    assert loads(services) == []


@pytest.mark.parametrize("kind", ["GPU", "IGPU"])
def test_a_card_that_has_no_room_beside_another_model_waits(make_services: MakeServices, kind: str) -> None:
    services = make_services(engine=WithCard(GB // 16, kind))
    services.generation.load(GUIDE)
    ref = other_model(services.folder)
    ahead(services).load(ref)
    assert loads(services) == ["guide.gguf"]
    services.generation.unload()
    ahead(services).load(ref)
    assert loads(services) == ["guide.gguf", "other.gguf"], "alone it gets what there is"


def test_what_lies_on_a_card_takes_no_memory_of_the_computer(make_services: MakeServices) -> None:
    services = make_services(engine=WithCard(8 * GB))
    ahead(services, Ram(16 * GB, GB // 8)).load(other_model(services.folder))
    assert loads(services) == ["other.gguf"]


@pytest.mark.parametrize("params", [LoadParams(device="CPU"), LoadParams(n_gpu_layers=0), LoadParams(n_cpu_moe=4)])
def test_what_the_settings_keep_off_the_card_takes_it(make_services: MakeServices, params: LoadParams) -> None:
    services = make_services(engine=WithCard(8 * GB))
    ref = other_model(services.folder)
    services.generation.set_load_params(ref, params)
    ahead(services, Ram(16 * GB, GB // 8)).load(ref)
    assert loads(services) == []


def test_integrated_graphics_take_it(make_services: MakeServices) -> None:
    services = make_services(engine=WithCard(8 * GB, "IGPU"))
    ahead(services, Ram(16 * GB, GB // 8)).load(other_model(services.folder))
    assert loads(services) == []


def test_what_fails_is_not_tried_again_until_it_is_asked(make_services: MakeServices, tmp_path: Path) -> None:
    path = tmp_path / "models" / "other.gguf"
    error = UserError("It is damaged.", code="load-failed", remedy=Remedy.OPEN_MODELS)
    engine = FakeEngine(load_errors={path: error})
    services = make_services(engine=engine)
    states: list[EngineState] = []
    ref = other_model(services.folder)
    loader = ahead(services)
    loader.load(ref)
    services.generation.subscribe(lambda status: states.append(status.state))
    loader.load(ref)
    assert EngineState.LOADING not in states
    with pytest.raises(UserError, match="damaged"):
        services.generation.load(ref)


@pytest.mark.parametrize("engine", [Crashed(), Mistaken()])
def test_nothing_is_heard_where_the_engine_is_in_trouble(make_services: MakeServices, engine: FakeEngine) -> None:
    services = make_services(engine=engine)
    ahead(services).load(other_model(services.folder))
    assert loads(services) == []


@pytest.mark.parametrize("ref", ["/gone.gguf", "no such name"])
def test_a_model_that_has_gone_is_left(make_services: MakeServices, ref: str) -> None:
    services = make_services()
    ahead(services).load(ref)
    assert loads(services) == []


def test_an_answer_of_another_model_ends_it(make_services: MakeServices) -> None:
    gate = Event()
    gate.set()
    services = make_services(load_gate=gate)
    services.generation.load(GUIDE)
    gate.clear()
    ref = other_model(services.folder)
    loader = ahead(services)
    loading = Event()
    services.generation.subscribe(lambda status: loading.set() if status.state is EngineState.LOADING else None)
    thread = Thread(target=loader.load, args=(ref,))
    thread.start()
    assert loading.wait(10)
    generation = services.generation.answer(services.models.find(GUIDE), [Turn(Role.USER, "Hello")])
    (*_, end) = generation
    thread.join(10)
    assert isinstance(end, Finished)
    assert end.reason is FinishReason.STOP
    assert loads(services) == ["guide.gguf"]
    gate.set()
    loader.load(ref)
    assert loads(services) == ["guide.gguf", "other.gguf"], "it did not fail, so it may come another time"


def test_an_answer_of_the_same_model_waits_for_it(make_services: MakeServices) -> None:
    gate = Event()
    services = make_services(load_gate=gate)
    ref = other_model(services.folder)
    loading = Event()
    services.generation.subscribe(lambda status: loading.set() if status.state is EngineState.LOADING else None)
    thread = Thread(target=ahead(services).load, args=(ref,))
    thread.start()
    assert loading.wait(10)
    ends: list[FinishReason] = []
    asking = Thread(target=_ask(services, ref, ends))
    asking.start()
    gate.set()
    thread.join(10)
    asking.join(10)
    assert ends == [FinishReason.STOP]
    assert loads(services) == ["other.gguf"]


def _ask(services: Services, ref: str, ends: list[FinishReason]) -> Callable[[], None]:
    def ask() -> None:
        model = services.models.find(ref)
        ends.extend(
            event.reason
            for event in services.generation.answer(model, [Turn(Role.USER, "Hello")])
            if isinstance(event, Finished)
        )

    return ask
