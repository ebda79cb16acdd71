"""What is told of the engine and of an answer, and why something is slow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from service_kit import MakeServices

from paddock.core.errors import Remedy, UserError
from paddock.core.events import Timings, Usage
from paddock.core.messages import Message, Role
from paddock.core.models import DeviceMemory, LoadedModel, ModelActivity
from paddock.core.params import SamplingParams
from paddock.engine.api import Barrier, DeviceReport, EngineState, EngineStatus, Guarded
from paddock.engine.fake import FakeEngine
from paddock.services.generation import GenerationService
from paddock.services.insight import Fact, answer_facts, confinement_of, engine_facts_of, sampling_text, seconds_text
from paddock.services.machine import measure_machine
from paddock.services.slowness import Machine, why_slow

GB = 10**9
MODEL = LoadedModel(
    path=Path("/m/llama.gguf"),
    description="llama 1B Q4_K - Medium",
    n_ctx=8192,
    n_ctx_train=131072,
    n_params=10**9,
    size=800_000_000,
    device="CPU",
    device_reason="No graphics card was found.",
    template_source="file",
    load_ms=300.0,
    n_layer=17,
    n_threads=2,
    n_threads_batch=4,
    n_batch=512,
    flash_attention=True,
    memory=(DeviceMemory("CPU", 800_000_000, 268_000_000, 262_000_000),),
    build="b9006",
)
MACHINE = Machine(16 * GB, 8 * GB, 8, memory_bandwidth=20e9)
ANSWER = Message(
    2, 1, 1, Role.ASSISTANT, (), model="Llama", seed=7, build="b9006",
    usage=Usage(1000, 100, 200, 50, 40, 30), timings=Timings(0.0, 500.0, 238.4, 38.24),
)  # fmt: skip


def status(model: LoadedModel | None = MODEL, **activity: int | str) -> EngineStatus:
    if model is None:
        return EngineStatus()
    doing = ModelActivity(model.path, **activity)  # type: ignore[arg-type]
    return EngineStatus(EngineState.READY, model, 1.0, models=(model,), activity=(doing,))


def rows(facts: tuple[Fact, ...]) -> dict[str, str]:
    return {fact.label: f"{fact.text}|{fact.detail}" for fact in facts}


class TestEngine:
    def test_a_model_on_the_processor(self) -> None:
        found = rows(engine_facts_of(status()))
        assert found == {
            "Model": "llama 1B Q4_K - Medium|0.8 GB",
            "Runs on": "CPU|No graphics card was found.",
            "Layers": "all 17 on the processor|",
            "Prompt format": "from the file|",
            "Context": "8,192 tokens|The model was trained for up to 131,072.",
            "KV cache": "f16|Flash attention is on.",
            "Threads": "2; 4 for prompts, 512 tokens at once|",
            "llama.cpp": "b9006|",
            "Memory on CPU": "1.2 GB|Weights 0.7 GB, KV cache 256 MB, buffers 250 MB.",
        }

    def test_a_model_that_is_partly_on_a_gpu_and_at_work(self) -> None:
        model = replace(
            MODEL, device="Vulkan0", n_gpu_layers=9, type_v="q8_0", notice="GPU memory was short.", draft="small.gguf",
            n_adapters=2,
        )  # fmt: skip
        doing = status(
            model, cells=8192, cells_used=3000, sequences=1, stored_bytes=2 * GB, prefill_done=256, prefill_total=1024,
            tuning="prompts with 4 threads", n_threads=8, n_threads_batch=16, n_batch=256, running=1, waiting=2,
        )  # fmt: skip
        found = rows(engine_facts_of(doing, model.path))
        assert found["Layers"] == "9 of 17 on Vulkan0|"
        assert found["Notice"] == "GPU memory was short.|"
        assert found["KV cache"].startswith("keys f16, values q8_0|")
        assert found["Threads"] == "8; 16 for prompts, 256 tokens at once|Being measured: prompts with 4 threads."
        assert found["Draft model"].startswith("small.gguf|")
        assert found["Adapters"] == "2 LoRA|"
        assert found["Remembered"] == "3,000 of 8,192 tokens|Of 1 conversation."
        assert found["On the disk"].startswith("2.0 GB|")
        assert found["Processed ahead"].startswith("256 of 1,024 tokens|")
        assert found["Answers"] == "1 on the way, 2 waiting|"

    def test_a_model_that_is_not_loaded(self) -> None:
        (fact,) = engine_facts_of(EngineStatus(EngineState.FAILED, error="There is too little memory."))
        assert (fact.text, fact.detail) == ("could not be loaded", "There is too little memory.")
        (fact,) = engine_facts_of(status(), Path("/another.gguf"))
        assert fact.text == "not loaded"
        assert {engine_facts_of(EngineStatus(state))[0].text for state in EngineState} >= {"being loaded"}

    def test_of_several_models_the_one_that_is_meant(self) -> None:
        other = replace(MODEL, path=Path("/other.gguf"), description="another")
        both = replace(status(), models=(MODEL, other))
        assert rows(engine_facts_of(both, other.path))["Model"] == "another|0.8 GB"

    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            (
                {"family": "llama-3.1", "template_sha256": "ab", "template_known": "Llama 3.1 Instruct"},
                "Llama 3.1, from the file|The file's template is a known one: Llama 3.1 Instruct.",
            ),
            (
                {"template_sha256": "ab"},
                "from the file|The file's template is none that Paddock has seen before. It runs in a sandbox.",
            ),
            ({"template_source": "chosen", "family": "llama-2"}, "chosen by you|"),
            (
                {"template_source": "chosen", "template_sha256": "ab", "template_known": "Llama 3.1 Instruct"},
                "chosen by you|The file's own template is not used.",
            ),
            (
                {"template_source": "family", "family": "alpaca"},
                "Alpaca, Paddock's own, as the file has none that works|",
            ),
            ({"template_source": "none"}, "not known|The model only continues text until one is chosen."),
        ],
    )
    def test_how_it_is_talked_to(self, facts: dict[str, str], said: str) -> None:
        found = rows(engine_facts_of(status(replace(MODEL, **facts))))  # type: ignore[arg-type]
        assert found["Prompt format"] == said

    def test_which_format_was_chosen(self) -> None:
        chosen = status(replace(MODEL, template_source="chosen", family="llama-2"))
        found = rows(engine_facts_of(chosen, MODEL.path, "llama-3.1"))
        assert found["Prompt format"] == "Llama 3.1 and 3.3, chosen by you|"


class TestConfinement:
    def test_all_of_it(self) -> None:
        found = [Barrier(guarded, True, "seccomp, Landlock 7") for guarded in Guarded]
        (fact,) = confinement_of(found)
        assert fact.label == "Confined"
        assert fact.text == (
            "reads only models · no network · starts no programs · reaches no other program · "
            "takes no more memory than there is · templates run confined"
        )
        assert fact.detail == "By seccomp and Landlock 7."
        confined = replace(status(), barriers=tuple(found))
        assert rows(engine_facts_of(confined))["Confined"] == f"{fact.text}|{fact.detail}"

    def test_what_is_missing_is_said(self) -> None:
        files = Barrier(Guarded.FILES, False, "this kernel has no Landlock")
        facts = confinement_of((files, Barrier(Guarded.NETWORK, True, "seccomp")))
        assert facts == (
            Fact("Confined", "no network", "By seccomp."),
            Fact("Not confined", "may read your files", "Why: this kernel has no Landlock."),
        )
        assert confinement_of((files,)) == facts[1:]

    def test_before_there_is_a_process_nothing_is_said(self) -> None:
        assert confinement_of(()) == ()


class TestAnswer:
    def test_how_fast_and_what_was_used_again(self) -> None:
        assert rows(answer_facts(ANSWER)) == {
            "Answer": "38.2 tokens/s|100 tokens.",
            "Prompt": "238 tokens/s|1,000 tokens, 800 of them new.",
            "First word": "after 500 ms|",
            "Used again": "200 tokens|50 of them read from the disk.",
            "Guessed ahead": "30 of 40 tokens right|",
            "Model": "Llama|",
            "Seed": "7|The same seed, settings, model and build give the same answer.",
            "Settings": "the usual ones|",
            "llama.cpp": "b9006|",
        }

    def test_an_answer_of_an_older_version_tells_what_it_knows(self) -> None:
        found = rows(answer_facts(replace(ANSWER, build="", usage=Usage(10, 5), timings=Timings())))
        assert found == {"Prompt": "nothing to process|10 tokens, 10 of them new.", "Model": "Llama|", "Seed": "7|"}

    def test_nothing_is_told_of_nothing(self) -> None:
        assert answer_facts(Message(1, 1, None, Role.USER, ())) == ()

    def test_what_was_left_out_is_told(self) -> None:
        assert "the beginning of the chat" in rows(answer_facts(replace(ANSWER, first_kept=1)))["Left out"]

    def test_settings_in_one_line(self) -> None:
        assert sampling_text("") == "the usual ones"
        assert sampling_text('{"temperature":0.2,"stop":["END"],"seed":3}') == 'temperature 0.2, stop ["END"], seed 3'
        assert sampling_text('{"grammar":"' + "x" * 100 + '"}') == "grammar"

    @pytest.mark.parametrize(("ms", "text"), [(40.4, "40 ms"), (1250.0, "1.2 s"), (12_400.0, "12 s")])
    def test_times_are_read_easily(self, ms: float, text: str) -> None:
        assert seconds_text(ms) == text

    def test_what_is_kept_with_an_answer_can_be_told(self, make_services: MakeServices) -> None:
        services = make_services("An answer.")
        services.generation.set_sampling("", SamplingParams(top_k=5))
        chat = services.chats.new_chat()
        list(services.chats.send(chat.id, "q"))
        answer = services.chats.messages(chat.id)[-1]
        assert (answer.sampling, answer.build) == ('{"temperature":0.0}', "fake-1")
        assert rows(answer_facts(answer))["Settings"] == "temperature 0.0|"


class TestWhySlow:
    def test_a_model_that_is_too_big_comes_before_everything_else(self) -> None:
        big = replace(MODEL, size=15 * GB, memory=(DeviceMemory("CPU", 15 * GB, GB, 0),))
        report = why_slow(status(big), ANSWER, replace(MACHINE, other_load=0.5))
        assert report.bottleneck == "The model is too big for this computer's memory."
        assert "15 GB of 15 GB" in report.sentences[0]
        assert report.advice[0].remedy is Remedy.OPEN_MODELS
        assert Remedy.SMALLER_CONTEXT in {advice.remedy for advice in report.advice}

    def test_memory_that_others_took(self) -> None:
        report = why_slow(status(), ANSWER, replace(MACHINE, memory_available=100_000_000))
        assert report.bottleneck == "There is too little memory."

    def test_other_programs(self) -> None:
        report = why_slow(status(), None, replace(MACHINE, other_load=0.6))
        assert report.bottleneck == "Other programs are busy."
        assert "60%" in report.sentences[0]

    @pytest.mark.parametrize(
        ("timings", "bottleneck"),
        [
            (Timings(9000.0, 9500.0, 238.0, 38.0), "Loading the model took most of the time."),
            (Timings(0.0, 9500.0, 238.0, 38.0), "Processing the prompt took most of the time."),
            (Timings(0.0, 100.0, 238.0, 15.0), "The memory is the bottleneck."),
            (Timings(0.0, 100.0, 238.0, 1.0), "The processor is the bottleneck."),
        ],
    )
    def test_where_the_time_of_an_answer_went(self, timings: Timings, bottleneck: str) -> None:
        report = why_slow(status(), replace(ANSWER, timings=timings), MACHINE)
        assert report.bottleneck == bottleneck
        assert report.advice

    @pytest.mark.parametrize(
        ("layers", "bottleneck"),
        [(17, "The graphics card is the bottleneck."), (5, "The processor is the bottleneck.")],
    )
    def test_which_part_it_is_where_there_is_a_card(self, layers: int, bottleneck: str) -> None:
        model = replace(MODEL, device="CUDA0", n_gpu_layers=layers)
        report = why_slow(status(model), replace(ANSWER, timings=Timings(0.0, 100.0, 238.0, 15.0)), MACHINE)
        assert report.bottleneck == bottleneck
        assert ("5 of 17 layers are on CUDA0" in " ".join(report.sentences)) == (layers == 5)

    def test_the_numbers_are_named(self) -> None:
        slow = replace(ANSWER, timings=Timings(0.0, 9500.0, 84.0, 15.0))
        told = " ".join(why_slow(status(), slow, MACHINE).sentences)
        assert "800 new tokens were processed in 9.5 s, 84 a second" in told
        assert "15.0 tokens a second" in told
        assert "12 GB a second" in told  # 800 MB, 15 times
        assert "20 GB a second" in told

    def test_a_gpu_that_is_not_used_and_one_that_is_too_small(self) -> None:
        unused = replace(MACHINE, gpus=("RTX",), unused=("RTX is not used, because its driver is too old.",))
        assert why_slow(status(), None, unused).bottleneck == "A GPU is not used."
        half = replace(MODEL, device="CUDA0", n_gpu_layers=5)
        report = why_slow(status(half), None, unused)
        assert report.bottleneck == "The model is only partly on the GPU."
        assert "5 of 17 layers" in report.sentences[0]

    def test_without_a_gpu_that_is_said(self) -> None:
        report = why_slow(status(), None, MACHINE)
        assert report.bottleneck == "Nothing stands out."
        assert "no GPU" in report.sentences[0]

    def test_without_a_model(self) -> None:
        assert why_slow(EngineStatus(), None, MACHINE).bottleneck == "No model is loaded."
        loading = EngineStatus(EngineState.LOADING, progress=0.4)
        assert why_slow(loading, None, MACHINE).bottleneck == "The model is being loaded (40%)."
        failed = EngineStatus(EngineState.FAILED, error="There is too little memory.")
        assert why_slow(failed, ANSWER, MACHINE).sentences == (
            "The model could not be loaded. There is too little memory.",
        )


class TestMachine:
    def test_this_computer(self, make_services: MakeServices) -> None:
        machine = measure_machine(make_services().generation)
        assert machine.memory_total > machine.memory_available > 0
        assert machine.cores > 0
        assert 0.0 <= machine.other_load <= 1.0
        assert machine.memory_bandwidth > 1e8
        assert (machine.gpus, machine.unused) == ((), ())

    def test_an_engine_that_does_not_start_is_no_reason_to_say_nothing(self, make_services: MakeServices) -> None:
        class Deaf(FakeEngine):
            def devices(self) -> DeviceReport:
                raise UserError("llama.cpp is not installed.", code="engine-missing")

        services = make_services()
        generation = GenerationService(Deaf(), services.models, services.settings, services.cache)
        assert measure_machine(generation).unused == ("llama.cpp is not installed.",)
