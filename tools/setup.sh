#!/bin/sh
# Find a Python that suits and let tools/setup.py do the rest. PYTHON names one.
set -u

suits='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
python=
found=
try() {
  if "$1" -c "$suits" 2>/dev/null; then
    python=$1
  else
    found="$found$("$1" --version 2>/dev/null | sed "s|^|; $1 is |")"
    return 1
  fi
}
if [ -n "${PYTHON:-}" ]; then
  try "$PYTHON" || [ -n "$found" ] || found="; PYTHON=$PYTHON cannot be run"
  command -v "$PYTHON" >/dev/null || found="; PYTHON=$PYTHON is not there"
else
  try python3.13 || try python3.12 || try python3.11 || try python3 || try python
fi
if [ -z "$python" ]; then
  echo "setup: needs Python 3.11, 3.12 or 3.13 with its venv module$found; install one, or run make PYTHON=/path/to/it" >&2
  exit 1
fi
exec "$python" -m tools.setup "$@"
