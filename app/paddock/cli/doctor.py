"""`paddock doctor`: what the program found, in a form that can be read and pasted. One rule: it only prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from paddock.cli.terminal import Terminal
from paddock.core.sizes import memory_text, size_text
from paddock.services.doctor import DoctorReport, EngineFacts, StoreFacts
from paddock.services.insight import confinement_of
from paddock.services.trial import ModelTrial

LABEL_WIDTH = 16


def print_report(report: DoctorReport, terminal: Terminal, as_json: bool, trial: ModelTrial | None = None) -> int:
    """The report on stdout; the exit status is 0, since it was made, whatever it says."""
    if as_json:
        found = asdict(report) | ({"trial": asdict(trial)} if trial is not None else {})
        terminal.line(json.dumps(found, ensure_ascii=not terminal.writes_unicode, indent=2))
        return 0
    for label, text in (*lines_of(report), *(lines_of_trial(trial) if trial is not None else ())):
        terminal.line(f"{label:<{LABEL_WIDTH}}{text}".rstrip())
    return 0


def lines_of_trial(trial: ModelTrial) -> Iterator[tuple[str, str]]:
    """Label and text of what a model that was tried out adds."""
    yield "", ""
    for fact in (*trial.model, *trial.answer):
        yield fact.label, f"{fact.text}. {fact.detail}" if fact.detail else fact.text
    yield "Bottleneck", trial.speed.bottleneck
    for sentence in trial.speed.sentences:
        yield "", sentence
    for number, advice in enumerate(trial.speed.advice):
        yield "" if number else "What helps", advice.text


def lines_of(report: DoctorReport) -> Iterator[tuple[str, str]]:
    """Label and text of each line; a label is not repeated."""
    engine, window = report.engine, report.window
    yield "Paddock", f"{report.version}, {report.python}, {report.system}"
    yield "Memory", f"{memory_text(report.memory_total)}, {memory_text(report.memory_available)} available"
    yield "Engine", _engine(engine)
    for number, device in enumerate(engine.devices):
        own_memory = device.memory_total and device.kind != "CPU"  # a CPU's is the computer's, told above
        memory = f", {memory_text(device.memory_total)}, {memory_text(device.memory_free)} free" if own_memory else ""
        yield "" if number else "Devices", f"{device.name} ({device.kind}): {device.description}{memory}"
    if engine.chosen:
        yield "Chosen", f"{engine.chosen}. {engine.reason}"
        yield "CPU variant", engine.cpu_variant or "not known"
    for number, why in enumerate(engine.unused):
        yield "" if number else "Not used", why
    for fact in confinement_of(engine.barriers):
        yield fact.label, f"{fact.text}. {fact.detail}"
    for number, sentence in enumerate(report.speed):
        yield "" if number else "Speed", sentence
    for number, (name, folder) in enumerate(report.folders.items()):
        yield "" if number else "Folders", f"{name:<7} {folder}"
    yield "Models", f"{report.models} on this computer"
    yield "Keyring", f"{report.keyring.backend}. {report.keyring.detail}"
    yield "Chats", _store(report.store)
    kept = f"at most {size_text(report.cache.limit)}" if report.cache.limit else "no more is kept"
    yield "Cache", f"Processed chats in {report.cache.folder}: {size_text(report.cache.size)}, {kept}"
    for number, tuned in enumerate(report.cache.tuned):
        yield "" if number else "Tuned", tuned
    if window.platform:
        yield "Window", f"Qt {window.qt} on {window.platform}"
        emoji = window.emoji_font or "none"
        yield "Fonts", f"{window.font}; monospace: {window.monospace_font}; emoji: {emoji}"
    else:
        yield "Window", window.problem
    for number, problem in enumerate(report.problems or ("none",)):
        yield "" if number else "Problems", problem


def _engine(engine: EngineFacts) -> str:
    if engine.problem:
        return engine.problem
    build = "one build for every machine, its backends are plugins" if engine.dynamic else "built for this machine"
    backends = f"; backends: {', '.join(engine.backends)}" if engine.backends else ""
    return f"llama.cpp of {engine.llama_cpp}, {build}{backends}"


def _store(store: StoreFacts) -> str:
    """Its state in a word only where there is a file, and the sentence does not say it already."""
    return f"{store.detail} ({store.status}, {size_text(store.size)})" if store.size else store.detail
