"""A transcript, offscreen, that is given hostile replies: `hostile_window.py COUNT SEED`.

One rule: it prints one line of JSON, how long each reply held the window up at most; what it opened, others see.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
BAIT = "paddock-bait"
"""Is part of every address and path in the replies: whoever opens one is seen."""
MARKER = "/paddock-begins-here"
"""Is looked for, in vain, before the first reply: what was opened before belongs to the start."""

_ADDRESSES = (
    f"http://127.0.0.1:9/{BAIT}.png",
    f"https://{BAIT}.invalid/x.svg", f"//{BAIT}/share/x.png", f"\\\\\\\\{BAIT}\\\\s\\\\x.png",
    f"file:///tmp/{BAIT}.png", f"file://{BAIT}/x", f"/tmp/{BAIT}", f"qrc:/{BAIT}", f"data:text/html,{BAIT}",
    f"data:image/svg+xml,<svg><image href='file:///tmp/{BAIT}'/></svg>", f"ftp://{BAIT}/x", f"javascript:{BAIT}",
)  # fmt: skip
_DEEP = 10_000


def _one(draw: random.Random) -> str:
    """A hostile piece of Markdown."""
    at, many = draw.choice(_ADDRESSES), draw.choice((10, 1000, _DEEP))
    pieces = (
        f"![x]({at}) and [x]({at}) <{at}>\n\n[r]: {at}\n\n![r] [r]",
        f'<img src="{at}"><link rel=stylesheet href="{at}"><iframe src="{at}"></iframe>',
        f'<style>@import url("{at}"); body {{ background: url({at}) }}</style><p style="background:url({at})">x</p>',
        f'<script src="{at}"></script><object data="{at}"></object><video src="{at}" autoplay></video>',
        "> " * many + "x",
        "".join(" " * 2 * (n % 500) + "- x\n" for n in range(many)),
        "[" * many + "x" + "](y)" * many,
        "*" * many + "x" + "_*" * many,
        "`" * many + "x " + "`~" * many,
        "| a " * min(many, 3000) + "|\n" + "|--" * min(many, 3000) + "|\n" + "| b " * min(many, 3000) + "|",
        "$\\frac{" + "\\frac{" * draw.randrange(60) + "x" + "}{y}" * draw.randrange(60) + "}$",
        "$$\n"
        + "\\left(" * draw.randrange(200)
        + f"\\href{{{at}}}{{x}} \\includegraphics{{{at}}} \\input{{{at}}}"
        + "\n$$",
        "$" + "x^{" * draw.randrange(300) + "}" * draw.randrange(300) + "$ " * draw.randrange(900),
        "$" + "\\begin{pmatrix}" + "1&" * draw.randrange(300) + "\\end{pmatrix}$",
        "[^a]: " + "> " * draw.randrange(300) + "[^a]\n" + "[^a]" * many,
        "[a]: b\n" * min(many, 2000) + "[a]" * min(many, 2000),
        "```" + draw.choice(("svg", "mermaid", "html", "x" * 9999, at)) + f'\n<image href="{at}"/>\n' + "x" * many,
        "\u202e" + "‮".join("abc" for _ in range(min(many, 3000))) + "\u0300" * min(many, 5000),
        "\\" * many + "&#0;&#x10FFFF;&amp" * min(many, 1000),
        "|" * many + "\n" + "-|" * many,
    )
    return draw.choice(pieces)


def replies(count: int, seed: int) -> list[str]:
    """Replies of one to four hostile pieces; one in fifty is a line of 10 MB."""
    draw, made = random.Random(seed), []
    for number in range(count):
        if number % 50 == 25:
            made.append(draw.choice(("x", "[", "> ", "a ", "<b>", "*a* ", "$x$ ", "| ")) * 10_000_000)
        else:
            made.append("\n\n".join(_one(draw) for _ in range(draw.randint(1, 4))))
    return [reply[:10_000_000] for reply in made]


def main() -> int:
    """Show each reply, half of them as they stream."""
    from PySide6.QtWidgets import QApplication

    from paddock.core.messages import Message, MessageStatus, Role, TextPart
    from paddock.ui.icons import IconSet
    from paddock.ui.theme import LIGHT
    from paddock.ui.transcript import TranscriptView

    count, seed = int(sys.argv[1]), int(sys.argv[2])
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    view = TranscriptView(LIGHT, IconSet(Path(__file__).resolve().parents[2] / "resources" / "icons"))
    view.resize(1000, 800)
    view.show()
    warm = "# A $x$\n\n- b\n\n| c |\n|---|\n| d |\n\n```python\nx = 1\n```\n\n\u202eא 漢字 🙂"
    for text in (warm, ""):  # everything that is needed for any reply has been imported and its fonts are there
        view.set_messages([Message(1, 1, None, Role.ASSISTANT, (TextPart(text),), status=MessageStatus.COMPLETE)])
        until = time.perf_counter() + 2
        while (view.formulas.busy() or not text) and time.perf_counter() < until:
            app.processEvents()
            time.sleep(0.01)
    Path(MARKER).exists()
    stalls = []
    for number, text in enumerate(replies(count, seed), 2):
        longest = 0.0
        status = MessageStatus.STREAMING if number % 2 else MessageStatus.COMPLETE
        begin = "" if number % 2 else text
        steps = [text[at : at + 500] for at in range(0, min(len(text), 100_000), 500)] if number % 2 else [""] * 3
        if number % 2 and len(text) > 100_000:
            steps.append(text[100_000:])
        began = time.perf_counter()
        view.set_messages([Message(number, 1, None, Role.ASSISTANT, (TextPart(begin),), status=status)])
        for step in steps:
            if step:
                view.append_text(number, step)
            view.viewport().repaint()
            app.processEvents()
            longest = max(longest, time.perf_counter() - began)
            began = time.perf_counter()
        view.verticalScrollBar().setValue(0)
        view.viewport().repaint()
        app.processEvents()
        stalls.append(max(longest, time.perf_counter() - began))
    print(json.dumps({"stalls": stalls}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
