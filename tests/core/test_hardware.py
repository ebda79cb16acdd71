"""Fit is a matter of shares of the whole memory."""

from paddock.core.hardware import GIB, Fit, fit


def test_three_answers() -> None:
    assert fit(2 * GIB, 8 * GIB) is Fit.FITS
    assert fit(6 * GIB, 8 * GIB) is Fit.TIGHT
    assert fit(7 * GIB, 8 * GIB) is Fit.NO


def test_more_is_never_better() -> None:
    order = [Fit.FITS, Fit.TIGHT, Fit.NO]
    judged = [order.index(fit(needed * GIB // 4, 16 * GIB)) for needed in range(80)]
    assert judged == sorted(judged)
