"""What the Hub's statuses and the library's exceptions mean, in the person's words.

One rule: whatever a server answers, a caller gets a `UserError` that says what to do, or a `TransientError` where
trying again may help.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from paddock.core.errors import Remedy, UserError
from paddock.core.said import say
from paddock.hub.network import TransientError, hub_error

if TYPE_CHECKING:
    import httpx2

_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_BUSY = (408, 425, 429)


def busy(status: int, headers: Mapping[str, str]) -> TransientError | None:
    """The error of a server that may answer later; None if the status is none of that kind."""
    if status not in _BUSY and status < 500:
        return None
    what = (
        say("The Hub is asked too often from here.")
        if status == 429
        else say("The Hub answered with an error ({status}).", status=status)
    )
    after = headers.get("retry-after", "")
    return TransientError(hub_error(what), float(after) if after.isdecimal() else 0.0)


def body_offset(response: httpx2.Response, wanted: int) -> int:
    """Where in the file the body begins; -1: the wanted part does not exist (416).

    Raises:
        UserError or TransientError: the status is an error.
    """
    status = response.status_code
    if status == 200:
        return 0
    if status == 206:
        match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if match is None or int(match[1]) != wanted:
            raise hub_error(say("The Hub sent another part of the file than was asked for."))
        return wanted
    if status == 416:
        return -1
    raise status_error(status, response.headers)


def status_error(status: int, headers: Mapping[str, str]) -> Exception:
    """What to raise for a status that is an error."""
    if status in (401, 403):
        return gated("")
    if status == 404:
        return not_found()
    return busy(status, headers) or hub_error(say("The Hub answered with an error ({status}).", status=status))


@contextmanager
def library_errors(page: str) -> Iterator[None]:
    """The real client's exceptions in our words.

    Args:
        page: the repository's, for a browser; "" if it is about none.
    """
    from huggingface_hub import errors

    try:
        yield
    except (UserError, TransientError):
        raise
    except errors.GatedRepoError as error:
        raise gated(page) from error
    except (errors.RepositoryNotFoundError, errors.DisabledRepoError) as error:
        raise no_repository() from error
    except (errors.EntryNotFoundError, errors.RevisionNotFoundError) as error:
        raise not_found() from error
    except errors.HfHubHTTPError as error:
        raise _refusal(error.response.status_code, error.response.headers, page) from error
    except Exception as error:  # it believes what it reads, so anything may come of an answer that is none
        raise hub_error(say("The Hub's answer cannot be understood.")) from error


def _refusal(status: int, headers: Mapping[str, str], page: str) -> Exception:
    """Of a status that says nothing more."""
    if status == 401:
        return bad_token()
    if status == 403 and not page:  # no repository was asked for: a firewall, or a mirror that does not let people in
        return hub_error(say("The Hub refused the question (403)."))
    return status_error(status, headers)


def readable(error: TransientError | UserError) -> UserError:
    """The error of a question, of which nothing is kept that could be resumed."""
    if isinstance(error, TransientError):
        error = error.error
    if error.code not in ("offline", "hub-error"):
        return error
    todo: str = say("Try again later.")
    if error.code == "offline":
        todo = say("Check the internet connection and try again.")
    if "HF_HUB_OFFLINE" in error.what:
        todo = error.todo
    return UserError(error.what, todo, code=error.code, remedy=error.remedy)


def bad_token() -> UserError:
    """The Hub knows no such token."""
    return UserError(
        say("The Hub does not accept this token."),
        say(
            "Make a new one on the Hub (Settings, Access Tokens) and give it to Paddock, "
            "or remove the one that is kept."
        ),
        code="bad-token",
    )


def not_found() -> UserError:
    """There is no such file, repository or commit; or nobody may know of it."""
    return UserError(
        say("The file is no longer on the Hub."),
        say("Choose another model, or download a GGUF file in the browser and use “Open a file…”."),
        code="not-found",
        remedy=Remedy.OPEN_FILE,
    )


def no_repository() -> UserError:
    """There is no such repository, or the Hub does not tell."""
    return UserError(
        say("There is no such repository on the Hub, or it is private."),
        say("Look at how its name is written. A private one needs a token of an account that may see it."),
        code="not-found",
    )


def gated(page: str) -> UserError:
    """Only some may have it, and this token is none of theirs."""
    where = say("Sign in at {page} in the browser", page=page) if page else say("Sign in in the browser")
    return UserError(
        say("This file is only given to people who have an account and have accepted the model's licence."),
        say(
            "{where} and accept the licence. Then give Paddock a token of that "
            "account (on the model's page, or by `paddock models token set`), or download the file "
            "there and use “Open a file…”.",
            where=where,
        ),
        code="gated",
        remedy=Remedy.OPEN_FILE,
    )
