"""How long the guide lets a person wait: from the request to the first word, through the real engine's process.

Its one rule: every question is new to the process, so that no cached prompt flatters the figure.
"""

import json
import statistics
import sys
import time

from paddock.config.paths import resource
from paddock.core.events import Finished, TextDelta
from paddock.core.messages import Role, Turn
from paddock.core.params import LoadParams, SamplingParams
from paddock.engine.api import GenerationRequest
from paddock.engine.supervisor import EngineSupervisor

QUESTIONS = (
    "What is Paddock?",
    "Does anything leave my computer?",
    "How do I get a real model?",
    "Which model fits 8 GB of memory?",
    "What does Q4_K_M mean?",
    "How do I start a new chat?",
    "Where are my chats?",
    "How can I export a chat?",
    "Why is it slow?",
    "Who wrote Hamlet?",
)


def first_token(engine: EngineSupervisor, question: str) -> float:
    """Milliseconds until the first text; the answer is read to its end."""
    request = GenerationRequest(turns=(Turn(Role.USER, question),), sampling=SamplingParams(temperature=0.0))
    began, first = time.perf_counter(), 0.0
    generation = engine.generate(request)
    while True:
        event = generation.next(60.0)
        if isinstance(event, TextDelta) and not first:
            first = time.perf_counter() - began
        if isinstance(event, Finished):
            return 1000 * first


def main() -> None:
    engine = EngineSupervisor()
    try:
        began = time.perf_counter()
        engine.load(resource("guide/guide.gguf"), LoadParams())
        loaded = 1000 * (time.perf_counter() - began)
        first_token(engine, "Hello")
        waits = [first_token(engine, question) for question in QUESTIONS]
    finally:
        engine.close()
    figures = [
        {"name": "guide: process started and model loaded", "value": loaded, "unit": "ms", "bar": None},
        {"name": "guide: first token, median", "value": statistics.median(waits), "unit": "ms", "bar": 150},
        {"name": "guide: first token, worst of ten", "value": max(waits), "unit": "ms", "bar": None},
    ]
    json.dump(figures, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
