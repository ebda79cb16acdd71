"""What becomes of what the engine's process was doing when it died, and what is said. One rule: decided here, done by
the keeper.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from paddock.core.errors import Remedy, UserError
from paddock.core.models import LoadedModel
from paddock.core.refusals import why_not
from paddock.core.said import joined, say
from paddock.engine.crashes import Crashes
from paddock.engine.jobs import CPU, GenerateJob, InspectJob, Job, LoadJob
from paddock.engine.process import Death


def left_over(
    job: Job, death: Death, crashes: Crashes, *, cause: str, stalled: bool, beside: bool
) -> Job | UserError | None:
    """What the next process is given in place of `job`; or why a model could not be loaded; None: it has ended.

    Args:
        stalled: it was killed because it made no progress in loading.
        beside: it was doing other things as well.
    """
    match job:
        case GenerateJob():
            if job.generation.silent and not job.generation.cancelled and not job.tried:
                job.tried = True
                return job
            job.interrupt()
        case LoadJob() if job.dropped:
            return None
        case LoadJob() if job.device not in ("", CPU) and not death.killed and not stalled:
            crashes.give_up_card(job.spec)
            return LoadJob(job.spec, job.waiters, on_cpu=True)
        case LoadJob() if not job.tried and (not job.waiters or (beside and not job.device)):
            job.tried = True  # it restores what was there, or had not begun: once more
            return job
        case LoadJob():
            return died_loading(job, death, stalled)
        case InspectJob() if not job.tried and (beside or death.killed):
            job.tried = True  # most likely it was not this file
            return job
        case InspectJob():
            job.fail(
                _harmful(
                    say(
                        "The engine ended while it looked at “{name}” ({cause}).", name=job.path.name, cause=death.cause
                    )
                )
            )
        case _:
            job.fail(cannot_start(cause))
    return None


def cannot_start(cause: str | OSError) -> UserError:
    """There is no process to talk to."""
    return UserError(
        say("The engine does not start ({cause}).", cause=why_not(cause) if isinstance(cause, OSError) else cause),
        say("Try again; if it stays so, install Paddock again."),
        code="engine-start",
        remedy=Remedy.RETRY,
    )


def died_loading(job: LoadJob, death: Death, stalled: bool) -> UserError:
    """The process ended while it loaded a model."""
    name = job.spec.path.name
    if stalled:
        return UserError(
            say("Loading “{name}” came to a halt.", name=name),
            say("Check the drive that the file lies on, then try again."),
            code="load-timeout",
            remedy=Remedy.RETRY,
        )
    if death.out_of_memory:
        context = job.progress >= 1.0  # the weights were in; what was being made is the context
        return UserError(
            say(
                "The engine ended while it loaded “{name}” ({cause}): most likely the memory ran out.",
                name=name,
                cause=death.cause,
            ),
            say("Try a smaller context or a smaller model, or close other programs.")
            if context
            else say("Try a smaller model, or close other programs."),
            code="no-memory",
            remedy=Remedy.SMALLER_CONTEXT if context else Remedy.OPEN_MODELS,
        )
    return _harmful(say("The engine ended while it loaded “{name}” ({cause}).", name=name, cause=death.cause))


def _harmful(what: str) -> UserError:
    """It ended over a file."""
    return UserError(
        what,
        say(
            "Most likely the file is damaged, or was made to do harm: download it again from a source that you trust, "
            "or choose another model."
        ),
        code="load-failed",
        remedy=Remedy.OPEN_MODELS,
    )


def died_too_often(cause: str, death: Death, crashes: Crashes) -> UserError:
    """It makes no sense to start it once more."""
    what = say(
        "The engine ended again and again within a few minutes ({cause}), so it is not started by itself any more.",
        cause=cause,
    )
    if death.last_line not in cause:
        what = joined((what, say("Its last words: {words}", words=death.last_line)))
    return UserError(
        what,
        say("A smaller context, the processor instead of a graphics card, or another file may help.")
        if crashes.on_card
        else say("A smaller context or another file may help."),
        code="engine-crashes",
        remedy=Remedy.RETRY,
    )


def may_help(error: UserError, crashes: Crashes) -> tuple[Remedy, ...]:
    """The buttons beside it: several beside `died_too_often`, for nobody knows why it crashes."""
    if error.code != "engine-crashes":
        return (error.remedy,)
    return (Remedy.SMALLER_CONTEXT, *[Remedy.USE_CPU] * crashes.on_card, Remedy.OPEN_MODELS)


def uses_card(models: Iterable[LoadedModel], jobs: Iterable[Job]) -> bool:
    """Whether anything lay on a graphics card, or was being loaded onto one."""
    loading = (job.device for job in jobs if isinstance(job, LoadJob))
    return any(device not in ("", CPU) for device in (*(model.device for model in models), *loading))


def died(cause: str, death: Death, models: Iterable[Path]) -> str:
    """What the status says after a restart; `models` were in memory."""
    names = ", ".join(path.name for path in models)
    if death.out_of_memory and names:
        return say(
            "The engine ended unexpectedly ({cause}) with {names}: most likely the memory ran out. It "
            "was started again; a smaller context or a smaller model takes less.",
            cause=cause,
            names=names,
        )
    return say("The engine ended unexpectedly ({cause}) and was started again.", cause=cause)
