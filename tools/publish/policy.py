"""Give a page a Content-Security-Policy: it runs and loads what is its own.

GitHub Pages sets no headers, so the policy is a meta element. A script within the page
is named by its SHA-256: https://www.w3.org/TR/CSP3/#grammardef-hash-source
"""

import base64
import hashlib
import re

from tools.publish.page import PublishError

INLINE = re.compile(r"<script>(?P<code>.*?)</script>", re.DOTALL)
CHARSET = '<meta charset="utf-8">'


def digest(code: str) -> str:
    """The source expression that allows one script within a page."""
    value = hashlib.sha256(code.encode()).digest()
    return f"'sha256-{base64.b64encode(value).decode()}'"


def policy(html: str, offline: bool = False) -> str:
    """The policy of a page.

    Plots and columns of tables carry styles of their own; images of the style sheets
    are data addresses. On a disk search runs in a frame that is written by a script
    within it, which names the folder and so has no digest beforehand.
    """
    scripts = sorted({digest(match["code"]) for match in INLINE.finditer(html)})
    if offline:
        scripts = ["'unsafe-inline'"]
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *scripts]),
            "worker-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def with_policy(html: str, offline: bool = False) -> str:
    """A page with its policy.

    Raises:
        PublishError: The page names no character set where the policy belongs.
    """
    if CHARSET not in html:
        raise PublishError(f"no {CHARSET} in {html[:80]!r}; mend the theme's template")
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(html, offline)}">'
    )
    return html.replace(CHARSET, CHARSET + meta, 1)
