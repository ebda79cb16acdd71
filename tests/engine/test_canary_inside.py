"""The canary inside the real process: started as the program starts it, confined by its own first message, answering.

Skipped by name where the kernel's Landlock is missing or older than version 6. `test_vulkan.py` does the same where a
graphics driver computes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from canary_kit import check_inside, landlock, put_inside
from engine_kit import ask

from paddock.core.params import LoadParams
from paddock.engine.api import EngineConfig
from paddock.engine.supervisor import EngineSupervisor, default_command

GUIDE = Path(__file__).resolve().parents[2] / "resources" / "guide" / "guide.gguf"


@landlock
def test_in_the_engines_process_a_canary_reaches_nothing(outside: dict[str, Any], tmp_path: Path) -> None:
    engine = EngineSupervisor(default_command(), environment=put_inside(outside, GUIDE, tmp_path))
    engine.configure(EngineConfig(cache_home=Path(outside["cache"])))
    try:
        engine.load(GUIDE, LoadParams())
        check_inside(engine, outside, ask("How do I change the model?"))
    finally:
        engine.close()
