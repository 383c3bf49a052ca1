"""Serve the site with live reload: ``make serve``."""

import os
import socket
import sys

from tools.project import ROOT

if __name__ == "__main__":
    port = sys.argv[1]
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
