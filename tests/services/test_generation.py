"""Loading, sampling, what holds for all models, and what is asked ahead."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest
from gguf_bytes import LLAMA, gguf
from service_kit import MakeServices, Services, copy_of_the_guide, other_model

from paddock.core.errors import UserError
from paddock.core.events import Finished, FinishReason
from paddock.core.messages import Role, Turn
from paddock.core.models import GUIDE, LoadedModel, ModelActivity
from paddock.core.params import KvType, LoadParams, Overflow, SamplingParams
from paddock.engine.api import EngineStatus
from paddock.engine.fake import FakeEngine
from paddock.services.generation import ALL_MODELS, GUIDE_TURNS, GenerationService, for_the_guide
from paddock.services.kv_cache import KvCache

KEY = bytes(range(32))


class BusyEngine(FakeEngine):
    """An engine that says that it answers somebody."""

    @property
    def status(self) -> EngineStatus:
        return EngineStatus(activity=(ModelActivity(Path("/m.gguf"), running=1),))


class Refusing(KvCache):
    """Files that cannot be deleted."""

    def clear(self) -> None:
        raise UserError("The files could not be deleted.", code="cache-not-cleared")


def hello(services: Services, ref: str) -> None:
    """One answer of this model, to its end."""
    list(services.generation.answer(services.models.find(ref), [Turn(Role.USER, "hello")]))


class TestWhatHoldsForAll:
    def test_the_engine_is_told_what_the_settings_say(self, make_services: MakeServices) -> None:
        services = make_services()
        (config,) = services.engine.configs
        assert (config.idle_unload, config.tune, config.cache_dir, config.cache_key) == (1800.0, True, None, "")
        services.settings.update(idle_unload_minutes=0, tune=False)
        assert (services.engine.configs[-1].idle_unload, services.engine.configs[-1].tune) == (0.0, False)

    def test_the_engine_may_read_what_is_known_as_a_model(self, make_services: MakeServices, tmp_path: Path) -> None:
        services = make_services()
        folder, guide = services.folder / "models", services.folder / "guide.gguf"
        assert services.engine.configs[-1].model_paths == (guide, folder)
        opened = tmp_path / "opened.gguf"
        opened.write_bytes(gguf(LLAMA))
        services.models.open_file(opened)
        assert services.engine.configs[-1].model_paths == (guide, folder, opened)
        services.models.forget(str(opened))
        assert services.engine.configs[-1].model_paths == (guide, folder)

    def test_what_changes_nothing_is_not_told(self, make_services: MakeServices) -> None:
        services = make_services()
        services.settings.update(theme="dark")
        services.generation.configure()
        assert len(services.engine.configs) == 1

    def test_without_a_key_nothing_is_kept_on_the_disk(self, make_services: MakeServices) -> None:
        services = make_services()
        services.settings.update(kv_limit=1000)
        assert len(services.engine.configs) == 1
        services.generation.keep_kv(KEY)
        config = services.engine.configs[-1]
        assert (config.cache_dir, config.cache_key, config.cache_limit) == (services.cache.folder, KEY.hex(), 1000)
        assert config.cache_key not in repr(config)

    def test_the_settings_can_forbid_it(self, make_services: MakeServices) -> None:
        services = make_services()
        services.generation.keep_kv(KEY)
        services.settings.update(kv_on_disk=False)
        config = services.engine.configs[-1]
        assert (config.cache_dir, config.cache_key, config.cache_limit) == (services.cache.folder, "", 0)
        services.settings.update(kv_on_disk=True)
        assert services.engine.configs[-1].cache_key == KEY.hex()


class TestParams:
    def test_a_model_has_its_own_on_top_of_the_settings(self, make_services: MakeServices) -> None:
        services = make_services()
        model = services.models.find(other_model(services.folder))
        services.settings.update(n_ctx=2048)
        assert services.generation.load_params_for(model) == LoadParams(n_ctx=2048)
        services.generation.set_load_params(model.ref, LoadParams(n_ctx=2048, type_k=KvType.Q8_0))
        services.settings.update(n_ctx=4096)
        wanted = LoadParams(n_ctx=4096, type_k=KvType.Q8_0)  # only what was changed is the model's own
        assert services.generation.load_params_for(model) == wanted
        services.generation.load(model.ref)
        assert services.engine.loads == [(model.path, wanted)]
        services.generation.set_load_params(model.ref, None)
        assert services.generation.load_params_for(model) == LoadParams(n_ctx=4096)
        assert services.settings.current.model_params == {}

    def test_a_models_own_may_be_the_default_where_the_settings_are_not(self, make_services: MakeServices) -> None:
        services = make_services()
        model = services.models.find(other_model(services.folder))
        services.settings.update(n_ctx=2048)
        services.generation.set_load_params(model.ref, LoadParams())
        assert services.generation.load_params_for(model).n_ctx == 0

    def test_they_are_there_after_a_restart(self, make_services: MakeServices) -> None:
        services = make_services()
        ref = other_model(services.folder)
        services.generation.set_load_params(ref, LoadParams(n_threads=3))
        services.generation.set_sampling(ref, SamplingParams(top_k=7, stop=("END",)))
        services.database.close()
        after = make_services()
        model = after.models.find(ref)
        assert after.generation.load_params_for(model).n_threads == 3
        sampling = after.generation.sampling_for(model)
        assert (sampling.top_k, sampling.stop) == (7, ("END",))

    def test_sampling_of_all_then_of_one_then_of_this_answer(self, make_services: MakeServices) -> None:
        services = make_services()
        generation = services.generation
        model = services.models.find(other_model(services.folder))
        other = services.models.find(other_model(services.folder, "another.gguf"))
        services.settings.update(temperature=0.3)
        assert generation.sampling_for(model) == SamplingParams(temperature=0.3)
        generation.set_sampling(ALL_MODELS, SamplingParams(temperature=0.3, top_k=10, top_p=0.5))
        generation.set_sampling(model.ref, SamplingParams(temperature=0.3, top_k=20, top_p=0.5))
        assert generation.sampling_of(ALL_MODELS).top_k == 10
        assert generation.sampling_for(other) == SamplingParams(temperature=0.3, top_k=10, top_p=0.5)
        assert generation.sampling_for(model, seed=3) == SamplingParams(temperature=0.3, top_k=20, top_p=0.5, seed=3)
        assert services.settings.current.sampling[model.ref] == {"top_k": 20}
        generation.set_sampling(model.ref, None)
        assert generation.sampling_for(model) == generation.sampling_of(ALL_MODELS)

    def test_the_guide_is_taken_at_its_word_whatever_is_set(self, make_services: MakeServices) -> None:
        services = make_services()
        services.generation.set_sampling(ALL_MODELS, SamplingParams(temperature=1.5, top_k=3))
        guide = services.models.find(GUIDE)
        assert services.generation.sampling_for(guide) == SamplingParams(temperature=0.0)
        assert services.generation.sampling_for(guide, temperature=1.0).temperature == 1.0

    def test_a_copy_of_the_guide_is_asked_as_the_guide_is(self, make_services: MakeServices) -> None:
        services = make_services()
        services.generation.set_sampling(ALL_MODELS, SamplingParams(temperature=1.5, top_k=3))
        copy = services.models.find(copy_of_the_guide(services.folder))
        turns = [turn for n in range(5) for turn in (Turn(Role.USER, f"q{n}"), Turn(Role.ASSISTANT, f"a{n}"))]
        request = services.generation.request(copy, [*turns, Turn(Role.USER, "last")])
        assert request.turns == for_the_guide([*turns, Turn(Role.USER, "last")])
        assert len(request.turns) == GUIDE_TURNS
        assert request.sampling == SamplingParams(temperature=0.0)

    def test_impossible_changes_are_refused(self, make_services: MakeServices) -> None:
        services = make_services()
        with pytest.raises(UserError) as caught:
            services.generation.sampling_for(services.models.find(GUIDE), top_p=2.0)
        assert caught.value.code == "bad-params"


class TestLoading:
    def test_the_model_used_last_is_loaded_ahead(self, make_services: MakeServices) -> None:
        services = make_services()
        ref = other_model(services.folder)
        services.settings.update(default_model=ref)
        services.generation.preload()
        assert [path for path, _ in services.engine.loads] == [Path(ref)]

    def test_not_if_the_settings_forbid_it_or_another_was_wished_for(self, make_services: MakeServices) -> None:
        services = make_services()
        services.settings.update(preload=False)
        services.generation.preload()
        services.settings.update(preload=True, default_model=GUIDE)
        services.generation.load(other_model(services.folder))
        services.generation.preload()
        assert [path.name for path, _ in services.engine.loads] == ["other.gguf"]

    def test_a_model_that_has_gone_is_no_reason_to_complain_at_the_start(self, make_services: MakeServices) -> None:
        services = make_services()
        services.settings.update(default_model="/gone.gguf")
        services.generation.preload()
        assert services.engine.loads == []

    def test_stopping_a_load_leaves_the_models_that_are_there(self, make_services: MakeServices) -> None:
        gate = Event()
        services = make_services(load_gate=gate)
        gate.set()
        services.generation.load(GUIDE)
        gate.clear()
        ref = other_model(services.folder)
        codes: list[str] = []

        def load() -> None:
            with pytest.raises(UserError) as caught:
                services.generation.load(ref)
            codes.append(caught.value.code)

        loading = Thread(target=load)
        end = services.generation.subscribe(lambda status: services.generation.stop_loading())
        loading.start()
        loading.join()
        end()
        assert codes == ["cancelled"]
        assert [model.path for model in services.generation.status.models] == [services.models.find(GUIDE).path]

    def test_one_model_can_be_freed_and_the_other_stays(self, make_services: MakeServices) -> None:
        services = make_services()
        ref = other_model(services.folder)
        services.generation.load(GUIDE)
        services.generation.load(ref)
        services.generation.unload(ref)
        assert [model.path for model in services.generation.status.models] == [services.models.find(GUIDE).path]
        services.generation.unload()
        assert services.generation.status.models == ()


class TestAsking:
    def test_an_answer_names_its_model_and_how_to_overflow(self, make_services: MakeServices) -> None:
        services = make_services()
        model = services.models.find(other_model(services.folder))
        for wished, asked in (
            (Overflow.STOP, Overflow.STOP),
            (Overflow.SHIFT, Overflow.SHIFT),
            (Overflow.SUMMARISE, Overflow.SHIFT),  # summarising is not the engine's business
        ):
            list(services.generation.answer(model, [Turn(Role.USER, "q")], overflow=wished))
            request = services.engine.requests[-1]
            assert (request.model, request.overflow) == (model.path, asked)

    def test_only_a_loaded_model_reads_ahead(self, make_services: MakeServices) -> None:
        services = make_services()
        model = services.models.find(other_model(services.folder))
        request = services.generation.request(model, [Turn(Role.USER, "q")])
        services.generation.prefill(request)
        assert services.engine.prefills == []
        services.generation.load(model.ref)
        services.generation.prefill(request)
        services.generation.prefill(None)
        assert services.engine.prefills == [request, None]


class TestClearing:
    def test_memory_and_disk_forget_and_then_it_goes_on(self, make_services: MakeServices) -> None:
        services = make_services()
        services.generation.keep_kv(KEY)
        hello(services, other_model(services.folder))
        services.cache.folder.mkdir()
        (services.cache.folder / "ab12").write_bytes(b"x" * 100)
        assert services.cache.size() == 100
        services.generation.clear_cache()
        assert services.cache.size() == 0
        assert services.generation.status.models == ()
        assert [bool(config.cache_key) for config in services.engine.configs] == [False, True, False, True]

    def test_files_that_cannot_be_deleted_are_said_and_it_goes_on(self, make_services: MakeServices) -> None:
        services = make_services()
        refusing = Refusing(services.cache.folder)
        generation = GenerationService(services.engine, services.models, services.settings, refusing)
        generation.keep_kv(KEY)
        with pytest.raises(UserError) as caught:
            generation.clear_cache()
        assert caught.value.code == "cache-not-cleared"
        assert services.engine.configs[-1].cache_key == KEY.hex()

    def test_not_while_an_answer_is_on_its_way(self, make_services: MakeServices) -> None:
        services = make_services()
        generation = GenerationService(BusyEngine(), services.models, services.settings, services.cache)
        services.cache.folder.mkdir()
        (services.cache.folder / "ab12").write_bytes(b"x")
        with pytest.raises(UserError) as caught:
            generation.clear_cache()
        assert caught.value.code == "busy"
        assert services.cache.size() == 1


class TestFolder:
    def test_the_limit_is_as_wished_or_a_share_of_the_disk(self, tmp_path: Path) -> None:
        cache = KvCache(tmp_path / "not" / "there")
        assert cache.limit(5) == 5
        assert 0 < cache.limit() <= 4 << 30
        assert cache.size() == 0
        cache.clear()
        assert not cache.folder.exists()

    def test_what_was_measured_of_models_is_no_chat_and_stays(self, tmp_path: Path) -> None:
        (tmp_path / "ab").mkdir()
        (tmp_path / "ab" / "cd").write_bytes(b"x" * 10)
        tuned = '{"k": {"n_threads": 3, "n_threads_batch": 4, "n_batch": 256}}'
        (tmp_path / "tuning.json").write_text(tuned)
        cache = KvCache(tmp_path)
        assert cache.size() == 10
        assert cache.tuned() == ("3 threads while answering, 4 for prompts, 256 tokens at once",)
        cache.clear()
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["tuning.json"]

    @pytest.mark.parametrize("content", ["", "[]", '{"k": 3}', '{"k": {"n_threads": 3}}', "\ufffd"])
    def test_what_cannot_be_read_of_it_is_passed_over(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "tuning.json").write_text(content)
        assert KvCache(tmp_path).tuned() == ()


@pytest.mark.allow_log("paddock.services.generation")
def test_whoever_wants_to_hears_how_an_answer_ended(make_services: MakeServices) -> None:
    services = make_services("One answer.")
    heard: list[tuple[str, FinishReason]] = []

    def broken(loaded: LoadedModel, end: Finished) -> None:
        raise ValueError("a mistake of the listener's")

    services.generation.subscribe_answers(broken)
    services.generation.subscribe_answers(lambda loaded, end: heard.append((loaded.path.name, end.reason)))
    model = services.models.find(GUIDE)
    generation = services.generation.answer(model, [Turn(Role.USER, "Hello")])
    (*_, end) = generation
    assert isinstance(end, Finished)
    assert generation.next() == end
    assert heard == [("guide.gguf", FinishReason.STOP)]
