"""Serve the site with live reload: ``make serve``.

A mistake in a page is told, and the pages wait until it is mended.
"""

import os
import socket
import sys

from tools.project import ROOT


def main(port: str = "8000") -> None:
    """Become MkDocs' server on a port of this machine alone.

    Raises:
        SystemExit: The port is none, or cannot be had; the message says how to mend it.
    """
    if not port.isdecimal() or not 0 < int(port) < 2**16:
        sys.exit(f"serve: PORT is {port!r}; expected a number from 1 to 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            sys.exit(
                f"serve: port {port}: {error.strerror}; run make serve PORT=8001, say"
            )
    mkdocs = [sys.executable, "-m", "mkdocs", "serve", "--livereload"]
    os.chdir(ROOT)
    os.execv(sys.executable, [*mkdocs, "--dev-addr", f"127.0.0.1:{port}"])


if __name__ == "__main__":
    main(*sys.argv[1:])
