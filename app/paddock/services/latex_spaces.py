"""Spaces that TeX puts beside the names of functions, which ziamath leaves out: `\\sin x` is "sin x", not "sinx".

One rule: only thin spaces are added; where it is not plain that one belongs, the formula stays as it was written.
"""

from __future__ import annotations

import re

_NAMES = (
    "arccos|arcsin|arctan|arg|cosh|cos|coth|cot|csc|deg|det|dim|exp|gcd|hom|inf|ker|lg|liminf|limsup|lim|ln|log|max|min|"
    "Pr|sec|sinh|sin|sup|tanh|tan"
)
_LETTERS = (
    "alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|"
    "upsilon|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega|ell|hbar|infty|partial|nabla|"
    "frac|dfrac|tfrac|sqrt|binom|mathbf|mathrm|mathbb|mathcal|mathit|vec|hat|bar|tilde"
)
_FUNCTION = rf"(?<!\\)(?:\\(?:{_NAMES})(?![A-Za-z])|\\operatorname\*?\s*\{{[^{{}}]*\}})"
_SCRIPTS = r"(?:\s*[_^]\s*(?:\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z0-9*+]))*"
_ORDINARY = rf"[A-Za-z0-9]|(?<!\\)\\(?:{_LETTERS})(?![A-Za-z])"
_BEHIND = re.compile(rf"({_FUNCTION}{_SCRIPTS})\s*(?={_ORDINARY}|{_FUNCTION})")
_BEFORE = re.compile(rf"((?<![A-Za-z\\])[A-Za-z0-9]+|(?<!\\)\\(?:{_LETTERS})(?![A-Za-z])|[)\]}}])\s*(?={_FUNCTION})")


def spaced(latex: str) -> str:
    """The formula with thin spaces where TeX has them."""
    return _BEFORE.sub(r"\1\\,", _BEHIND.sub(r"\1\\,", latex))
