"""Where every process begins: window, command line, engine's child, quantiser, templates, formulas and paper.

One rule: only what the chosen one needs is imported, so that the window is there in half a second.
"""

from __future__ import annotations

import sys

ENGINE_CHILD = "--engine-child"  # internal: the supervisor starts the child with it
QUANTIZE_CHILD = "--quantize-child"  # internal: what makes a model smaller starts it
TEMPLATE_WORKER = "--template-worker"  # internal: the child starts it, where it cannot fork
FORMULAS = "--formulas"  # internal: the window starts it when a formula is first shown
PAPER = "--paper"  # internal: an export as PDF starts it

INTERRUPTED = 130  # what shells expect of a program that Ctrl-C ended


def main() -> int:
    """`paddock`: the window without arguments, else the command line."""
    try:
        return _main()
    except KeyboardInterrupt:  # while the program was still being read
        return INTERRUPTED


def _main() -> int:
    arguments = sys.argv[1:]
    if not arguments:
        return window()
    if arguments == [ENGINE_CHILD]:
        from paddock.engine.child.main import main as child

        return child()
    if arguments == [QUANTIZE_CHILD]:
        from paddock.engine.child.quantize import main as quantize

        return quantize()
    if arguments == [TEMPLATE_WORKER]:
        from paddock.engine.child.rendering.worker import main as template_worker

        return template_worker()
    if arguments == [FORMULAS]:
        from paddock.services.formula_worker import main as formulas

        return formulas()
    if arguments == [PAPER]:
        from paddock.ui.paper.main import main as paper

        return paper()
    from paddock.cli.main import main as command_line

    return command_line(arguments)


def window() -> int:
    """`paddock-window`: the window, without a console."""
    from paddock.ui.main import main as open_window

    return open_window()


if __name__ == "__main__":
    sys.exit(main())
