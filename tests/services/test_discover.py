"""What there is and what fits: the catalogue offline, and the Hub's files judged by their own headers."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from gguf_bytes import LLAMA, gguf
from service_kit import MakeServices, Services

from paddock.core.downloads import DownloadRequest
from paddock.core.errors import UserError
from paddock.core.events import Finished
from paddock.core.hardware import GIB, OWN_MEMORY, Fit, Ram
from paddock.core.hub import Licence, Part, RepoFile, RepoPage, RepoSummary, SearchPage, SearchQuery, Sort, Variant
from paddock.core.library import Origin
from paddock.core.memory import CPU, ModelShape, Placement, estimate
from paddock.engine.api import Device, DeviceReport
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.hub.answers import gated
from paddock.hub.catalog import recommended
from paddock.hub.client import RemoteFile, Stream
from paddock.hub.gguf import read_header
from paddock.hub.shape import shape_of
from paddock.hub.shape_cache import ShapeCache
from paddock.services.discover import USABLE, DiscoverService
from paddock.services.speed_estimate import EFFICIENCY, Bandwidths, bytes_read, tokens_per_second

COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPO = "owner/Model-1B-GGUF"
Q4_K = 12
TENSORS = {
    "token_embd.weight": (2048, 128256),
    **{f"blk.{layer}.ffn_up.weight": (2048, 32768) for layer in range(16)},
}


def big(tensors: Mapping[str, tuple[int, ...]] = TENSORS, **metadata: object) -> tuple[bytes, int]:
    """A model's header, and how large the file would be."""
    placed, end = [], 0
    for name, dims in tensors.items():
        placed.append((name, dims, Q4_K, end))
        end += math.prod(dims) // 256 * 144
    content = gguf({**LLAMA, "llama.feed_forward_length": 8192, **metadata}, placed, data=0)
    return content, len(content) + end


class Response:
    """As much of a response as `Stream` asks for."""

    status_code = 206
    headers: Mapping[str, str] = {}

    def __init__(self, data: bytes) -> None:
        self._data = data

    def iter_raw(self) -> Iterator[bytes]:
        yield self._data


class FakeHub:
    """A Hub of files in memory, which are longer than what is there of them; `error` is what it says instead."""

    host = "hub.example"

    def __init__(self, files: Mapping[str, tuple[bytes, int]]) -> None:
        self.files = files
        self.error: UserError | None = None
        self.asked: list[str] = []
        self.fetched = 0
        self.shown: RepoPage | None = None

    def search(self, query: SearchQuery, cursor: str = "") -> SearchPage:
        return SearchPage(query, (), cursor)

    def page(self, repo_id: str) -> RepoPage:
        assert self.shown is not None
        return self.shown

    def file(self, repo_id: str, filename: str, revision: str = "") -> RemoteFile:
        self.asked.append(f"{repo_id}/{filename}@{revision}")
        if self.error:
            raise self.error
        return RemoteFile(filename, self.files[filename][1], "0" * 64)

    @contextmanager
    def stream(self, url: str, offset: int = 0, etag: str = "", *, end: int | None = None) -> Iterator[Stream]:
        data = self.files[url][0][offset:end]
        self.fetched += len(data)
        yield Stream(Response(data), offset)  # type: ignore[arg-type]


class Desk:
    """The service on a computer of one's choice, with a Hub of one's choice."""

    def __init__(self, services: Services, folder: Path) -> None:
        self.services = services
        self.folder = folder
        self.hub = FakeHub({"model-Q4_K_M.gguf": big()})
        self.graphics: tuple[Device, ...] = ()
        self.ram = Ram(16 * GIB, 12 * GIB)
        self.reads = 40e9  # bytes a second, while it answers
        self.now = 0.0
        self.looked = 0

    def devices(self) -> DeviceReport:
        self.looked += 1
        report = FakeEngine().devices()
        chosen = self.graphics[0].name if self.graphics else report.chosen
        return replace(report, devices=(*report.devices, *self.graphics), chosen=chosen)

    def service(self) -> DiscoverService:
        bandwidths = Bandwidths(self.folder / "machine.json", measure=lambda: self.reads / EFFICIENCY, boot=lambda: 0.0)
        return DiscoverService(
            self.hub,
            self.services.models,
            self.devices,
            bandwidths,
            ShapeCache(self.folder / "shapes"),
            lambda: self.ram,
            clock=lambda: self.now,
        )

    def shape(self, filename: str = "model-Q4_K_M.gguf") -> ModelShape:
        head, size = self.hub.files[filename]
        path = self.folder / "same.gguf"
        with path.open("wb") as stream:
            stream.write(head)
            stream.truncate(size)
        shape = shape_of(read_header(path))
        assert shape is not None
        return shape


@pytest.fixture
def desk(make_services: MakeServices, tmp_path: Path) -> Desk:
    return Desk(make_services(), tmp_path)


def variant(filename: str = "model-Q4_K_M.gguf", size: int = 0, part: Part = Part.MODEL) -> Variant:
    return Variant("Q4_K_M", "Q4_K_M", (RepoFile(filename, size or big()[1]),), part)


def page(*variants: Variant, **fields: object) -> RepoPage:
    summary = RepoSummary(REPO, "owner", "Model-1B-GGUF")
    licence = Licence("llama3.2", "Llama 3.2 Community License")
    shown = RepoPage(summary, COMMIT, "# A model", variants or (variant(),), licence=licence, may_download=True)
    return replace(shown, **fields)  # type: ignore[arg-type]


def card(free: int, kind: str = "GPU") -> Device:
    return Device("Vulkan0", "a graphics card", kind, free, 16 * GIB)


# --- the catalogue


def test_exactly_one_is_the_first_choice_and_says_why(desk: Desk) -> None:
    found = desk.service().recommended()
    assert [item.entry for item in found] == list(recommended())
    (best,) = [item for item in found if item.first_choice]
    assert best.entry.id == "llama-3.1-8b"
    assert best.fits is Fit.FITS
    assert best.why.startswith("answers at about ")
    assert "words a second, uses 5." in best.why
    assert best.why.endswith(" GB of your 16 GB of memory")
    assert best.tokens_per_second >= USABLE
    assert desk.hub.asked == []


@pytest.mark.parametrize(
    ("gib", "reads", "id"),
    [
        (2, 40e9, "llama-3.2-1b"),
        (3.7, 40e9, "llama-3.2-1b"),
        (7.5, 40e9, "llama-3.2-3b"),
        (15.3, 40e9, "llama-3.1-8b"),
        (64, 40e9, "llama-3.1-8b"),  # the 70B fits, and would take a second a word
        (64, 400e9, "llama-3.3-70b"),
        (16, 15e9, "llama-3.2-3b"),  # the 8B fits, and is slower than one reads
        (16, 3e9, "llama-3.2-1b"),  # nothing is fast
        (16, 0, "llama-3.1-8b"),  # nobody knows how fast it is
    ],
)
def test_the_first_choice_fits_with_ease_and_is_as_fast_as_one_reads(
    desk: Desk, gib: float, reads: float, id: str
) -> None:
    desk.ram, desk.reads = Ram(int(gib * GIB), int(gib * GIB * 0.8)), reads
    assert desk.service().first_choice().entry.id == id


def test_on_a_graphics_card_nobody_knows_the_speed_yet(desk: Desk) -> None:
    desk.graphics = (card(12 * GIB),)
    best = desk.service().first_choice()
    assert best.entry.id == "llama-3.1-8b"
    assert best.tokens_per_second == 0
    assert best.why.startswith("uses 5.")
    assert best.why.endswith(" of the 16 GB of your graphics card")


def test_what_is_not_for_chatting_is_never_the_first_choice(desk: Desk) -> None:
    desk.ram = Ram(128 * GIB, 100 * GIB)
    desk.reads = 4e12
    found = desk.service().recommended()
    assert all(item.fits is Fit.FITS for item in found)
    assert next(item for item in found if item.first_choice).entry.chats
    embedding = next(item for item in found if item.entry.id == "nomic-embed-text-1.5")
    assert embedding.tokens_per_second == 0
    assert embedding.why.startswith("uses 425 MB of your ")


def test_what_is_here_is_judged_by_its_header(desk: Desk) -> None:
    desk.ram = Ram(8 * GIB, 6 * GIB)
    before = next(item for item in desk.service().recommended() if item.entry.id == "llama-3.3-70b")
    assert (before.fits, before.installed) == (Fit.NO, None)
    head, size = big()
    path = desk.services.folder / "models" / before.entry.filename
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(size)
    here = next(item for item in desk.service().recommended() if item.entry.id == "llama-3.3-70b")
    assert here.installed is not None
    assert here.installed.path == path
    assert here.memory == estimate(desk.shape(), Placement(8192))[0].total
    assert here.fits is Fit.FITS


def test_what_is_here_is_known_by_where_it_came_from_as_well(desk: Desk) -> None:
    from paddock.services.discover import _installed

    path = desk.services.folder / "models" / "renamed.gguf"
    path.write_bytes(gguf())
    (renamed,) = [model for model in desk.services.models.models() if model.path == path]
    entry = recommended()[0]
    assert _installed(entry, [renamed]) is None
    told = replace(renamed, origin=Origin(entry.repo_id, entry.filename))
    assert _installed(entry, [renamed, told]) is told


# --- the Hub's files


def test_a_file_is_judged_by_its_own_header_which_is_read_once(desk: Desk) -> None:
    service, shown = desk.service(), page()
    shape = desk.shape()
    verdict = service.judge(shown, variant())
    (needed,) = estimate(shape, Placement(8192))
    assert (verdict.memory, verdict.total, verdict.device) == (needed.total, 16 * GIB, CPU)
    assert (verdict.fits, verdict.exact, verdict.n_ctx, verdict.n_ctx_train) == (Fit.FITS, True, 8192, 131072)
    expected = tokens_per_second(bytes_read(shape, Placement(8192), 4096), lambda device: 40e9)
    assert verdict.tokens_per_second == pytest.approx(expected)
    assert verdict.words.startswith("It fits: it takes ")
    assert f"words a second ({expected:.1f} tokens)." in verdict.words
    assert desk.hub.asked == [f"{REPO}/model-Q4_K_M.gguf@{COMMIT}"]
    larger = service.judge(shown, variant(), 65536)
    assert larger.memory - verdict.memory >= 7 * needed.kv
    assert larger.tokens_per_second < verdict.tokens_per_second
    assert desk.service().judge(shown, variant(), 65536) == larger
    assert len(desk.hub.asked) == 1
    assert service.judge(replace(shown, commit="f" * 40), variant()) == verdict
    assert len(desk.hub.asked) == 2


def test_of_the_second_file_only_what_differs_is_read_and_the_verdict_is_the_same(desk: Desk, tmp_path: Path) -> None:
    words = {"tokenizer.ggml.tokens": [f"word{number:06d}" for number in range(60_000)]}
    desk.hub.files = {name: big(**words) for name in ("model-Q4_K_M.gguf", "model-Q8_0.gguf")}
    second = variant("model-Q8_0.gguf")
    alone = desk.service().judge(page(), second)
    shutil.rmtree(tmp_path / "shapes")
    service = desk.service()
    service.judge(page(), variant())
    desk.hub.fetched = 0
    assert service.judge(page(), second) == alone
    assert 0 < desk.hub.fetched < len(desk.hub.files["model-Q8_0.gguf"][0]) / 4


def test_the_three_verdicts(desk: Desk) -> None:
    needed = desk.service().judge(page(), variant()).memory + OWN_MEMORY
    for share, fits, words in (
        (3.0, Fit.FITS, "It fits"),
        (1.25, Fit.TIGHT, "It is tight"),
        (0.9, Fit.NO, "It does not fit"),
    ):
        desk.ram = Ram(int(needed * share), int(needed * share))
        verdict = desk.service().judge(page(), variant())
        assert verdict.fits is fits
        assert verdict.words.startswith(words)


def test_on_a_card(desk: Desk) -> None:
    desk.graphics = (card(12 * GIB),)
    verdict = desk.service().judge(page(), variant())
    whole = estimate(desk.shape(), Placement(8192, "Vulkan0", 17))
    assert (verdict.device, verdict.memory, verdict.total) == ("Vulkan0", whole[1].total, 16 * GIB)
    assert verdict.tokens_per_second == 0
    assert verdict.words.endswith("memory.")
    desk.graphics = (card(2 * GIB),)
    both = desk.service().judge(page(), variant())
    assert both.device == "Vulkan0"
    assert both.memory > 1.1 * verdict.memory - whole[0].total
    assert both.total == 32 * GIB


def test_the_engine_is_not_asked_at_every_move_of_a_slider(desk: Desk) -> None:
    service = desk.service()
    for n_ctx in range(2048, 65536, 2048):
        service.judge(page(), variant(), n_ctx)
    assert (desk.looked, len(desk.hub.asked)) == (1, 1)
    desk.now = 31.0
    service.judge(page(), variant())
    assert desk.looked == 2


def test_without_the_header_the_size_must_do(desk: Desk) -> None:
    exact = desk.service().judge(page(), variant())
    desk.hub.error = UserError("There is no internet connection.", "Connect.", code="offline")
    other = variant("other.gguf")
    service = desk.service()
    guessed = service.judge(page(other), other)
    assert (guessed.exact, guessed.n_ctx, guessed.device) == (False, 8192, CPU)
    assert guessed.memory == pytest.approx(exact.memory, rel=0.5)
    assert guessed.tokens_per_second == pytest.approx(exact.tokens_per_second, rel=0.5)
    assert guessed.words.startswith("It should fit: by its size it takes about ")
    asked = len(desk.hub.asked)
    service.judge(page(other), variant("third.gguf"))
    assert len(desk.hub.asked) == asked, "the Hub is left alone for a while"
    desk.now, desk.hub.error = 31.0, None
    assert service.judge(page(), replace(variant(), id="again")).exact


@pytest.mark.parametrize(
    "fields", [{"problem": "There is no internet connection."}, {"may_download": False}, {"commit": ""}]
)
def test_what_cannot_be_had_is_not_asked_for(desk: Desk, fields: dict[str, object]) -> None:
    verdict = desk.service().judge(page(**fields), variant())
    assert not verdict.exact
    assert desk.hub.asked == []


def test_a_page_that_comes_from_the_cache_is_judged_by_what_was_read_then(desk: Desk) -> None:
    fresh = desk.service().judge(page(), variant())
    assert desk.service().judge(page(problem="There is no internet connection."), variant()) == fresh


def test_a_gated_file_is_judged_by_its_size_and_a_damaged_one_is_not(desk: Desk) -> None:
    desk.hub.error = gated("")
    assert not desk.service().judge(page(), variant()).exact
    desk.hub.error = None
    desk.hub.files = {"model-Q4_K_M.gguf": (b"<html>" + bytes(5000), 5006)}
    with pytest.raises(UserError) as caught:
        desk.service().judge(page(), variant())
    assert caught.value.code == "web-page"


def test_what_is_no_model_to_chat_with_is_said_the_second_time_too(desk: Desk) -> None:
    desk.hub.files = {"model-Q4_K_M.gguf": big(**{"general.architecture": "mllama"})}
    for service in (desk.service(), desk.service()):
        with pytest.raises(UserError) as caught:
            service.judge(page(), variant())
        assert (caught.value.code, bool(caught.value.todo)) == ("vision-model", True)
    assert len(desk.hub.asked) == 1


def test_a_model_without_attention_is_judged_by_its_size(desk: Desk) -> None:
    desk.hub.files = {"model-Q4_K_M.gguf": big(**{"general.architecture": "mamba"})}
    assert not desk.service().judge(page(), variant()).exact
    assert not desk.service().judge(page(), variant()).exact
    assert len(desk.hub.asked) == 1


@pytest.mark.parametrize(("architecture", "known"), [("llama", True), ("llama4", False), ("qwen3moe", False)])
def test_of_experts_the_size_does_not_tell_the_speed(desk: Desk, architecture: str, known: bool) -> None:
    shown = page(commit="")
    shown = replace(shown, summary=replace(shown.summary, architecture=architecture))
    assert (desk.service().judge(shown, variant()).tokens_per_second > 0) is known


def test_by_its_size_on_a_card(desk: Desk) -> None:
    desk.graphics = (card(12 * GIB),)
    small = desk.service().judge(page(commit=""), variant())
    assert (small.device, small.total, small.fits, small.tokens_per_second) == ("Vulkan0", 16 * GIB, Fit.FITS, 0)
    large = desk.service().judge(page(commit=""), variant(size=40 * GIB))
    assert (large.device, large.fits) == (CPU, Fit.NO)


def test_what_goes_with_a_model_takes_its_size(desk: Desk) -> None:
    verdict = desk.service().judge(page(), variant("mmproj.gguf", GIB, Part.MMPROJ))
    assert (verdict.memory, verdict.exact, verdict.tokens_per_second) == (GIB, False, 0)
    assert verdict.words == "It takes about 1.0 GB beside the model."
    assert desk.hub.asked == []


# --- what the others are asked for


def test_variants_are_called_what_they_are(desk: Desk) -> None:
    desk.hub.shown = page(variant(), replace(variant(), id="Q8_0", quantization="Q8_0"))
    found = desk.service().page(REPO)
    assert [one.words for one in found.variants] == ["a good balance", "large, nearly lossless"]


def test_a_download_has_the_companions_and_the_licence_that_was_shown(desk: Desk) -> None:
    parts = tuple(RepoFile(f"Q4/model-Q4_K_M-0000{n}-of-00002.gguf", n, f"{n}" * 64) for n in (1, 2))
    model, sees = replace(variant(), files=parts), variant("mmproj-F16.gguf", 3, Part.MMPROJ)
    assert desk.service().request(page(), model, [sees, sees]) == DownloadRequest(
        id=f"{REPO}/Q4/model-Q4_K_M-00001-of-00002.gguf",
        name="Model 1B Q4_K_M",
        repo_id=REPO,
        files=(*parts, sees.files[0]),
        commit=COMMIT,
        licence="llama3.2",
    )


def test_gguf_versions_of_a_model_in_another_format(desk: Desk) -> None:
    service = desk.service()
    assert service.gguf_versions("meta/plain-1B") == SearchQuery(base_model="meta/plain-1B", sort=Sort.DOWNLOADS)
    assert service.gguf_versions("plain-1B") == SearchQuery(text="plain-1B", sort=Sort.DOWNLOADS)
    assert service.search(SearchQuery(text="llama"), "next").cursor == "next"
    assert service.host == "hub.example"


# --- what is learned


def test_an_answer_says_how_fast_the_computer_is(make_services: MakeServices, tmp_path: Path) -> None:
    services = make_services(FakeAnswer("word " * 40))
    desk = Desk(services, tmp_path)
    service = desk.service()
    head, size = big()
    path = tmp_path / "models" / "big.gguf"
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(size)
    services.generation.subscribe_answers(service.answered)
    before = service.judge(page(), variant()).tokens_per_second
    chat = services.chats.new_chat(str(path))
    (*_, end) = services.chats.send(chat.id, "Hello")
    assert isinstance(end, Finished)
    assert (end.timings.decode_tok_s, end.usage.completion_tokens) == (100.0, 40)
    after = desk.service().judge(page(), variant())
    assert before < after.tokens_per_second < 100, "the context is fuller than that answer's"
    assert after.tokens_per_second > 75
