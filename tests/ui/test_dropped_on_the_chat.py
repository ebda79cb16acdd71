"""A model's file dropped on the chat is taken as one that is dropped on the Models page."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from desk import Desk, Start
from gguf_bytes import LLAMA, gguf
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from paddock.ui.dialogs import Question

TENSOR = '{"dtype": "%s", "shape": [2, 2], "data_offsets": [0, 8]}'
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(desk: Desk, path: Path) -> None:
    """Drag it over the chat, and let go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    enter = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(QPoint(400, 300), Qt.DropAction.CopyAction, data, LEFT, NONE))


def use_it(desk: Desk) -> None:
    """Where it lies, as a GGUF file is asked about."""
    desk.wait(lambda: any(dialog.isVisible() for dialog in desk.window.findChildren(Question)))
    next(dialog for dialog in desk.window.findChildren(Question) if dialog.isVisible()).accept()


def test_a_model_dropped_on_the_chat_answers_in_it(start: Start, tmp_path: Path) -> None:
    desk = start()
    path = tmp_path / "mine.gguf"
    path.write_bytes(gguf({**LLAMA, "general.name": "Mine"}))
    drop(desk, path)
    use_it(desk)
    desk.wait(lambda: desk.window.conversation.model_ref == str(path))


def safetensors(name: str = "model.embed_tokens.weight", kind: str = "BF16") -> bytes:
    header = f'{{"{name}": {TENSOR % kind}}}'.encode()
    return struct.pack("<Q", len(header)) + header + bytes(8)


def quantised(method: str) -> dict[str, bytes]:
    """A folder from the Hub, by what its settings say."""
    config = f'{{"model_type": "llama", "quantization_config": {{"quant_method": "{method}"}}}}'
    return {"config.json": config.encode(), "model.safetensors": safetensors()}


def is_of(architecture: str) -> bytes:
    return gguf({**LLAMA, "general.architecture": architecture})


@pytest.mark.parametrize(
    ("files", "words", "todo"),
    [
        (is_of("mllama"), "Llama 3.2 Vision", "Llama 3.2 3B Instruct"),
        (is_of("deberta-v2"), "DeBERTa", "Llama Guard 3"),
        (is_of("bert"), "cannot chat", "Instruct"),
        (gguf(version=1), "version 1 of the GGUF format", "newer file"),
        (gguf(order=">"), "big-endian", "the usual file"),
        (safetensors(), "safetensors", "GGUF"),
        (safetensors("a.qweight", "I32"), "GPTQ or AWQ", "GGUF"),
        (quantised("gptq"), "GPTQ", "GGUF"),
        (quantised("awq"), "AWQ", "GGUF"),
        (quantised("fp8"), "FP8", "GGUF"),
        ({"config.json": b'{"model_type": "mllama"}', "a.safetensors": safetensors()}, "Vision", "3B Instruct"),
        ({"config.json": b'{"model_type": "deberta-v2"}', "a.safetensors": safetensors()}, "DeBERTa", "Guard"),
    ],
)
def test_what_cannot_answer_is_explained(
    start: Start, tmp_path: Path, files: bytes | dict[str, bytes], words: str, todo: str
) -> None:
    desk, path = start(), tmp_path / "Llama-3B"
    if isinstance(files, dict):
        path.mkdir()
        for name, content in files.items():
            (path / name).write_bytes(content)
    else:
        path = path.with_suffix(".safetensors" if b"dtype" in files else ".gguf")
        path.write_bytes(files)
    drop(desk, path)
    if path.suffix == ".gguf":
        use_it(desk)
    page = desk.window.library.page
    assert page is not None
    notice = page.here.notice
    desk.wait(notice.isVisible)
    assert words in notice.what.text()
    assert todo in notice.todo.text()
    assert path.name in notice.what.text()


def test_an_address_of_the_web_is_not_taken(start: Start) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/model.gguf")])
    enter = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, data, LEFT, NONE)
    enter.ignore()
    QApplication.sendEvent(start().window, enter)
    assert not enter.isAccepted()
