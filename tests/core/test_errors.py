"""Errors cross the process boundary unchanged."""

from paddock.core.errors import Remedy, UserError


def test_a_user_error_survives_the_wire() -> None:
    error = UserError("It is full.", "Make room.", code="disk-full", remedy=Remedy.RETRY)
    again = UserError.from_dict(error.to_dict())
    assert (again.what, again.todo, again.code, again.remedy) == ("It is full.", "Make room.", "disk-full", "retry")
    assert str(again) == "It is full. Make room."


def test_missing_fields_get_their_defaults() -> None:
    error = UserError.from_dict({"what": "Something happened."})
    assert (error.todo, error.code, error.remedy) == ("", "error", Remedy.NONE)
    assert str(error) == "Something happened."
