"""Making a smaller model: what is offered, what comes of it, and that nothing is left of what fails."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from engine_kit import CHILD, ask, collect
from gguf_bytes import gguf
from quantize_kit import GUIDE, QUANTIZE, write_imatrix, write_slow_model, write_wide_model
from tiny_model import write_tiny_model

from paddock.config.settings import SettingsFile
from paddock.core.errors import UserError
from paddock.core.hardware import GIB, Fit
from paddock.core.library import Origin
from paddock.core.memory import Placement, estimate, usual_context
from paddock.core.models import ModelFile, ModelSource
from paddock.core.params import LoadParams
from paddock.engine.quantizer import Quantizer
from paddock.engine.supervisor import EngineSupervisor
from paddock.hub.gguf import read_header
from paddock.hub.library import Library
from paddock.services.bus import Bus, ModelsChanged
from paddock.services.models import ModelService
from paddock.services.quantize import ROOM, QuantizeService

CLOSE = 0.03
"""How far a told size may be from the true one; it is far closer."""


class Desk:
    """The service over real parts."""

    def __init__(self, folder: Path, command: tuple[str, ...] = QUANTIZE) -> None:
        self.models_dir = folder / "models"
        self.models_dir.mkdir(exist_ok=True)
        settings = SettingsFile(folder / "settings.json")
        settings.load()
        bus = Bus()
        self.changes: list[ModelsChanged] = []
        bus.subscribe(ModelsChanged, self.changes.append)
        self.kept: dict[Path, Origin] = {}
        self.pids: list[int] = []
        self.begun: Callable[[int], None] = self.pids.append
        self.models = ModelService(Library(self.models_dir, GUIDE), settings, bus)
        quantizer = Quantizer(command, started=lambda pid, _: self.begun(pid))
        self.service = QuantizeService(
            self.models, quantizer, bus, self.models_dir, 16 * GIB, keep=self.kept.__setitem__
        )
        self.shares: list[float] = []
        self.stop = threading.Event()

    def make(self, ref: str | Path, type_name: str, folder: Path | None = None) -> ModelFile:
        return self.service.quantize(str(ref), type_name, self.shares.append, self.stop, folder=folder)

    def left(self) -> list[str]:
        return sorted(path.name for path in self.models_dir.rglob("*") if path.is_file())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def wide(desk: Desk) -> Path:
    return write_wide_model(desk.models_dir / "Wide-F16.gguf")


def refused(desk: Desk, ref: str | Path, type_name: str, code: str, folder: Path | None = None) -> UserError:
    """Why it is not made; nothing new is there afterwards."""
    before = desk.left()
    with pytest.raises(UserError) as caught:
        desk.make(ref, type_name, folder)
    assert caught.value.code == code
    assert desk.left() == before
    assert (desk.kept, desk.changes) == ({}, [])
    return caught.value


def test_the_guide_made_smaller_answers(desk: Desk) -> None:
    made = desk.make("guide", "q8_0")
    assert made.path == desk.models_dir / "guide-Q8_0.gguf"
    assert (made.quantization, made.source, made.short_name) == ("Q8_0", ModelSource.DOWNLOADED, "guide:q8_0")
    assert desk.left() == ["guide-Q8_0.gguf"]
    assert desk.shares == sorted(desk.shares)
    assert (desk.shares[0], desk.shares[-1]) == (0.0, 1.0)
    assert desk.changes == [ModelsChanged()]
    assert desk.kept[made.path] == made.origin
    assert (made.origin.made_from, made.origin.obtained > 0) == ("guide.gguf", True)
    engine = EngineSupervisor(CHILD)
    try:
        engine.load(made.path, LoadParams())
        assert collect(engine.generate(ask("What is Paddock?"))).text
    finally:
        engine.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["guide", "wide", "narrow", "split", "eight bits"])
def test_what_is_told_is_what_is_made(desk: Desk, tmp_path: Path, name: str) -> None:
    """Every type that is offered, of models of several shapes: size, memory, bits."""
    ref = str(source_of(desk, tmp_path, name))
    offer = desk.service.offer(ref)
    assert [choice.size for choice in offer.choices] == sorted((c.size for c in offer.choices), reverse=True)
    assert len(offer.choices) >= 4
    for choice in offer.choices:
        made = desk.make(ref, choice.type, tmp_path / "made")
        shape = desk.models.shape(made)
        assert shape is not None
        assert choice.size == pytest.approx(made.size, rel=CLOSE), choice.type
        assert choice.size == pytest.approx(made.size, abs=4096), choice.type
        assert choice.memory == sum(part.total for part in estimate(shape, Placement(usual_context(shape))))
        assert choice.fits is Fit.FITS
        assert made.size < desk.models.find(ref).size


def source_of(desk: Desk, tmp_path: Path, name: str) -> Path | str:
    match name:
        case "guide":
            return "guide"
        case "wide":
            return write_wide_model(tmp_path / "wide.gguf")
        case "narrow":
            return write_tiny_model(tmp_path / "narrow.gguf")
        case "split":
            write_wide_model(tmp_path / "split.gguf", tensors_a_file=8)
            return tmp_path / "split-00001-of-00003.gguf"
        case _:
            return desk.make(write_wide_model(tmp_path / "wide.gguf"), "Q8_0", tmp_path / "made").path


def test_the_usual_types_are_offered_with_words(desk: Desk, wide: Path) -> None:
    offer = desk.service.offer(str(wide))
    words = {choice.type: choice.words for choice in offer.choices}
    assert {"Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "Q3_K_M", "Q2_K", "IQ4_XS", "TQ1_0"} <= words.keys()
    assert words["Q8_0"] == "nearly lossless"
    assert words["TQ1_0"].startswith("noise")
    assert not {"F32", "F16", "NVFP4", "IQ2_XS", "Q2_K_S"} & words.keys()
    assert offer.imatrix is None
    assert offer.note.startswith("IQ2_XXS, ")
    assert "need an importance matrix" in offer.note


def test_words_may_come_from_elsewhere(desk: Desk, wide: Path) -> None:
    bus = Bus()
    service = QuantizeService(desk.models, Quantizer(QUANTIZE), bus, desk.models_dir, GIB, words=str.lower)
    assert {choice.type: choice.words for choice in service.choices(str(wide))}["Q4_K_M"] == "q4_k_m"


@pytest.mark.slow
def test_a_matrix_that_lies_beside_is_used(desk: Desk, wide: Path) -> None:
    matrix = write_imatrix(wide.with_name("wide.imatrix.gguf"))
    offer = desk.service.offer(str(wide))
    assert (offer.imatrix, offer.note) == (matrix, "")
    assert {"IQ2_XS", "Q2_K_S", "IQ1_S"} <= {choice.type for choice in offer.choices}
    assert desk.make(wide, "IQ2_XS").quantization == "IQ2_XS"


def test_a_matrix_of_another_model_is_not(desk: Desk, wide: Path) -> None:
    write_imatrix(wide.with_name("other-imatrix.gguf"), width=128)
    assert desk.service.offer(str(wide)).imatrix is None
    refused(desk, wide, "IQ2_XS", "needs-imatrix")


def test_eight_bits_lose_a_little(desk: Desk, wide: Path) -> None:
    eight = desk.make(wide, "Q8_0")
    offer = desk.service.offer(eight.ref)
    assert offer.note.startswith("Made of Q8_0, each comes out a little worse")
    assert "Q8_0" not in {choice.type for choice in offer.choices}
    assert desk.make(eight.ref, "Q4_K_M").path.name == "Wide-Q4_K_M.gguf"


def test_four_bits_are_refused(desk: Desk, wide: Path) -> None:
    four = desk.make(wide, "Q4_K_M")
    desk.kept.clear()
    desk.changes.clear()
    error = refused(desk, four.ref, "Q2_K", "too-coarse")
    assert "Q4_K_M already" in error.what
    with pytest.raises(UserError, match="already"):
        desk.service.offer(four.ref)


@pytest.mark.parametrize(
    ("type_name", "code"), [("Q9_K", "no-such-type"), ("F32", "no-such-type"), ("BF16", "not-smaller")]
)
def test_types_that_cannot_be(desk: Desk, wide: Path, type_name: str, code: str) -> None:
    refused(desk, wide, type_name, code)


def test_a_model_that_cannot_be_read(desk: Desk) -> None:
    path = desk.models_dir / "strange.gguf"
    path.write_bytes(gguf({"general.architecture": "unheard-of"}, (("a.weight", (256, 4), 1, 0),), data=2048))
    refused(desk, path, "Q8_0", "unsupported-architecture")
    refused(desk, "nowhere", "Q8_0", "no-such-model")


def test_what_is_there_is_not_written_over(desk: Desk, wide: Path) -> None:
    there = desk.models_dir / "Wide-Q8_0.gguf"
    there.write_bytes(b"precious")
    refused(desk, wide, "Q8_0", "already-there")
    assert there.read_bytes() == b"precious"


@pytest.mark.slow
def test_the_same_at_the_same_time(desk: Desk, wide: Path) -> None:
    errors: list[str] = []

    def again(_share: float) -> None:
        with pytest.raises(UserError) as caught:
            desk.make(wide, "Q8_0")
        errors.append(caught.value.code)

    desk.service.quantize(str(wide), "Q8_0", again, desk.stop)
    assert set(errors) == {"already-there"}
    assert desk.left() == ["Wide-F16.gguf", "Wide-Q8_0.gguf"]


def test_it_never_lies_where_a_download_may_land(desk: Desk) -> None:
    folder = desk.models_dir / "owner" / "repository"
    folder.mkdir(parents=True)
    assert desk.make(write_wide_model(folder / "Wide-F16.gguf"), "Q8_0").path == desk.models_dir / "Wide-Q8_0.gguf"


def test_it_goes_to_the_models_or_where_it_is_told(desk: Desk, tmp_path: Path) -> None:
    elsewhere = write_wide_model(tmp_path / "mine.fp16.gguf")
    assert desk.make(elsewhere, "Q8_0").path == desk.models_dir / "mine-Q8_0.gguf"
    made = desk.make(elsewhere, "Q6_K", tmp_path / "disk" / "new")
    assert made.path == tmp_path / "disk" / "new" / "mine-Q6_K.gguf"
    assert made.source is ModelSource.OPENED
    assert made.ref in {model.ref for model in desk.models.models()}


def test_stopped(desk: Desk) -> None:
    slow = write_slow_model(desk.models_dir / "slow.gguf")
    seen: list[str] = []

    def report(_share: float) -> None:
        seen.extend(desk.left())
        seen.extend(model.name for model in desk.models.models())
        desk.stop.set()

    with pytest.raises(UserError) as caught:
        desk.service.quantize(str(slow), "IQ3_S", report, desk.stop)
    assert caught.value.code == "cancelled"
    assert f"slow-IQ3_S.gguf.{os.getpid()}.part" in seen
    assert not [name for name in seen if name == "slow-IQ3_S"]
    assert desk.left() == ["slow.gguf"]


def test_closing_stops_it(desk: Desk) -> None:
    slow = write_slow_model(desk.models_dir / "slow.gguf")
    begun, codes = threading.Event(), []

    def make() -> None:
        with pytest.raises(UserError) as caught:
            desk.service.quantize(str(slow), "IQ3_S", lambda _: begun.set(), desk.stop)
        codes.append(caught.value.code)

    maker = threading.Thread(target=make)
    maker.start()
    assert begun.wait(30)
    desk.service.close()
    assert desk.left() == ["slow.gguf"]
    maker.join()
    assert codes == ["cancelled"]


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process")
def test_killed(desk: Desk) -> None:
    slow = write_slow_model(desk.models_dir / "slow.gguf")
    with pytest.raises(UserError) as caught:
        desk.service.quantize(str(slow), "IQ3_S", lambda _: psutil.Process(desk.pids[-1]).kill(), desk.stop)
    assert caught.value.code == "no-memory"
    assert desk.left() == ["slow.gguf"]


def test_what_a_killed_program_left_is_taken_away(desk: Desk, wide: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    (desk.models_dir / f"Wide-Q6_K.gguf.{gone.pid}.part").write_bytes(b"half")
    (desk.models_dir / f"Wide-Q5_0.gguf.{os.getppid()}.part").write_bytes(b"another's")
    desk.make(wide, "Q8_0")
    assert desk.left() == ["Wide-F16.gguf", f"Wide-Q5_0.gguf.{os.getppid()}.part", "Wide-Q8_0.gguf"]


LYING = """
import sys
from paddock.engine import quantizing
from paddock.engine.child import quantize
class Lying(quantize._Work):
    def _write(self, target):
        super()._write(target)
        with target.open("r+b") as file:
            file.truncate(target.stat().st_size - {cut})
            file.write({begin})
quantize._Work = Lying
sys.exit(quantize.main())
"""


@pytest.mark.parametrize(("cut", "begin"), [(0, b"GGUX"), (4096, b""), (0, b"GGUF\4")])
def test_a_file_that_did_not_come_out_right_gets_no_name(tmp_path: Path, cut: int, begin: bytes) -> None:
    desk = Desk(tmp_path, (sys.executable, "-P", "-c", LYING.format(cut=cut, begin=begin)))
    with pytest.raises(UserError) as caught:
        desk.make("guide", "Q8_0")
    assert caught.value.code == "quantize-failed"
    assert (desk.left(), desk.kept, desk.changes) == ([], {}, [])


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of its own; skips where nobody may make one."""
    folder.mkdir()
    if not shutil.which("mount"):
        pytest.skip("there is no mount here")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], capture_output=True)
    if made.returncode:
        pytest.skip("a disk of its own needs root: mount -t tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_disk_without_room_is_not_begun_on(desk: Desk, wide: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", ROOM // 2) as disk:
        error = refused(desk, wide, "Q8_0", "disk-full", disk)
        assert "the disk has" in error.what
        assert list(disk.iterdir()) == []
    assert desk.shares == []


def test_a_disk_that_fills_up_meanwhile(desk: Desk, tmp_path: Path) -> None:
    slow = write_slow_model(desk.models_dir / "slow.gguf")
    with small_disk(tmp_path / "disk", 2 * ROOM) as disk:

        def fill(pid: int) -> None:
            """The process that writes has not written yet, and does not before the disk is full."""
            if not list(disk.iterdir()):
                return  # it only looks at what would come of it
            os.kill(pid, signal.SIGSTOP)
            with contextlib.suppress(OSError), (disk / "others").open("ab", buffering=0) as file:
                while True:
                    file.write(bytes(1 << 20))
            os.kill(pid, signal.SIGCONT)

        desk.begun = fill
        with pytest.raises(UserError) as caught:
            desk.make(slow, "Q8_0", disk)
        assert caught.value.code == "disk-full"
        assert [path.name for path in disk.iterdir()] == ["others"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to(desk: Desk, wide: Path, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    refused(desk, wide, "Q8_0", "not-writable", folder)


def test_a_folder_that_is_a_file(desk: Desk, wide: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    refused(desk, wide, "Q8_0", "not-writable", tmp_path / "file")


def test_the_header_of_what_is_made_keeps_what_the_source_said(desk: Desk, wide: Path) -> None:
    made = read_header(desk.make(wide, "Q4_K_M").path).metadata
    source = read_header(wide).metadata
    changed = {"general.file_type", "general.quantization_version"}
    assert {key: value for key, value in made.items() if key not in changed} == {
        key: value for key, value in source.items() if key not in changed
    }
