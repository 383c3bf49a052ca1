#!/bin/sh
# Make .venv from requirements.txt, whole or not at all. PYTHON names an interpreter.
set -u

say() { echo "setup: $*" >&2; }

suits='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
python=
found=
try() {
  if "$1" -c "$suits" 2>/dev/null; then
    python=$1
  else
    found="$found$("$1" --version 2>/dev/null | sed "s|^|, $1 is |")"
    return 1
  fi
}
if [ -n "${PYTHON:-}" ]; then
  try "$PYTHON"
else
  try python3.13 || try python3.12 || try python3.11 || try python3 || try python
fi
if [ -z "$python" ]; then
  say "needs Python 3.11, 3.12 or 3.13 with its venv module$found; install one, or run make PYTHON=/path/to/it"
  exit 1
fi

trap 'rm -rf .venv' EXIT
trap 'say "interrupted; nothing was kept, run make again"; exit 130' INT TERM
rm -rf .venv
say "making .venv with $("$python" --version); 2.6 GB, some minutes the first time"
"$python" -m venv .venv || { say "$python cannot make a virtual environment; see above"; exit 1; }
.venv/bin/python -m pip install --disable-pip-version-check --retries 2 \
  --require-hashes --no-deps --requirement requirements.txt || {
  say "requirements.txt could not be installed; is the network there? Nothing was kept, run make again"
  exit 1
}
trap - EXIT
touch .venv/ready
