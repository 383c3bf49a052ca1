#!/bin/sh
# Make .venv-frameworks with PyTorch and Flax, whole or not at all.
set -u

say() { echo "frameworks: $*" >&2; }
python=.venv-frameworks/bin/python
install() { .venv/bin/python -m uv pip install --quiet --python "$python" "$@"; }
# Wheels that pip was told about serve uv too.
export UV_FIND_LINKS="${UV_FIND_LINKS:-${PIP_FIND_LINKS:-}}"

trap 'rm -rf .venv-frameworks' EXIT
trap 'say "interrupted; nothing was kept, run make again"; exit 130' INT TERM
rm -rf .venv-frameworks
say "making .venv-frameworks; 1.4 GB, gigabytes more where only the CUDA build of PyTorch can be had"
.venv/bin/python -m uv venv --quiet --python .venv/bin/python .venv-frameworks &&
  install --require-hashes --no-deps --requirement frameworks.txt || {
  say "frameworks.txt could not be installed; is the network there? Nothing was kept, run make again"
  exit 1
}
# On Linux the package index has only the build with CUDA. uv knows where the CPU build is.
if ! UV_HTTP_RETRIES=0 install --no-deps --torch-backend=cpu --group torch 2>/dev/null; then
  say "the index of PyTorch cannot be reached; taking what the package index has"
  # pyproject.toml leaves CUDA out, which that build cannot do without.
  install --no-config --group torch || { say "PyTorch could not be installed; see above"; exit 1; }
fi
"$python" -c 'import torch; print("frameworks: PyTorch", torch.__version__)' >&2 || exit 1
trap - EXIT
touch .venv-frameworks/ready
