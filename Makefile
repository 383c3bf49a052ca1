# Every target sets up what it needs. `make` alone lists the targets.

PORT ?= 8000
RUNS ?= 5
RUN := .venv/bin/python
FRAMEWORKS := .venv-frameworks/bin/python
# Without --strict it passes what it cannot look up.
AUDIT := $(RUN) -m pip_audit --strict --disable-pip --require-hashes --progress-spinner off
export NO_MKDOCS_2_WARNING := 1
# A commit gives the same bytes on each day: what is dated bears its date.
export SOURCE_DATE_EPOCH ?= $(or $(shell git log -1 --format=%ct 2>/dev/null),0)

.PHONY: help serve build test test-site test-frameworks refresh refresh-frameworks notebooks study \
  matrix bench audit offline picture lock links vulnerabilities

help:
	@echo "make serve    read the site while you edit it (PORT=$(PORT))"
	@echo "make build    write the site to site/"
	@echo "make test     run every test and every example"
	@echo "make test-site  read what is published in all ways: keys, axe, disk, any path"
	@echo "make test-frameworks  run the examples in PyTorch and Flax"
	@echo "make refresh  run every example and rewrite the outputs shown"
	@echo "make refresh-frameworks  the same for PyTorch and Flax"
	@echo "make notebooks  run every notebook and rewrite the outputs shown"
	@echo "make study    train every model of the study (DATA=folder, about an hour)"
	@echo "make matrix   ask every version of Keras about the traps (about 15 minutes)"
	@echo "make bench    time the masks of the browser beside TensorFlow's"
	@echo "make audit    weigh and score every page (PAGES=\"index playground\" RUNS=1)"
	@echo "make offline  write the site as a zip that opens from a disk"
	@echo "make picture  draw the picture of the README"
	@echo "make   break all in a copy and count what the tests notice (about 4 minutes)"
	@echo "make lock     update requirements.txt and package-lock.json"
	@echo "make links    ask for every page of others that the site links to"
	@echo "make vulnerabilities  ask whether anything locked is known to be unsafe"

serve: .venv/ready
	@$(RUN) -m tools.serve $(PORT)

build: .venv/ready
	@$(RUN) -m mkdocs build

test: .venv/ready node_modules/ready
	@$(RUN) -m tools.measure.chromium
	@$(RUN) -m pytest

test-site: .venv/ready node_modules/ready
	@$(RUN) -m tools.measure.chromium
	@$(RUN) -m pytest tests/published

test-frameworks: .venv-frameworks/ready
	@$(FRAMEWORKS) -m pytest --override-ini addopts=--codeblocks snippets/frameworks

refresh: .venv/ready
	@$(RUN) -m tools.pages.refresh

refresh-frameworks: .venv-frameworks/ready
	@$(FRAMEWORKS) -m tools.pages.refresh --frameworks

notebooks: .venv/ready
	@$(RUN) -m tools.pages.notebooks

study: .venv/ready
	@$(RUN) -m tools.studies.study $(if $(DATA),--data $(DATA))

matrix: .venv/ready
	@$(RUN) -m tools.studies.matrix

bench: .venv/ready node_modules/ready
	@$(RUN) -m tools.measure.chromium
	@$(RUN) -m tools.measure.bench

audit: .venv/ready node_modules/ready
	@$(RUN) -m tools.measure.chromium
	@$(RUN) -m tools.measure.audit $(RUNS) $(PAGES)

offline: .venv/ready node_modules/ready
	@$(RUN) -m tools.publish.offline

picture: .venv/ready
	@$(RUN) -m tools.figures.picture

lock: .venv/ready
	@$(RUN) -m uv pip compile pyproject.toml --output-file requirements.txt --quiet \
	  --universal --generate-hashes --no-emit-index-url --no-annotate --no-header
	@$(RUN) -m uv pip compile --group frameworks --no-emit-package torch \
	  --output-file frameworks.txt --quiet --universal --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header
	@# With the packages there, npm writes no digests.
	@rm -rf node_modules package-lock.json
	@.venv/bin/npm install --package-lock-only --ignore-scripts --no-fund --no-audit \
	  --omit-lockfile-registry-resolved

links: build node_modules/ready
	@# 404.html links only within the site, from its root.
	@.venv/bin/node node_modules/linkinator/build/src/cli.js --config .linkinator.mjs \
	  site/index.html 'site/*/**/*.html' README.md CONTRIBUTING.md

vulnerabilities: .venv/ready
	@# Everything is asked before it fails.
	@status=0; \
	$(AUDIT) --requirement requirements.txt || status=1; \
	$(RUN) -m uv pip compile --group torch --no-deps --quiet --generate-hashes \
	  --no-annotate --no-header | \
	  $(AUDIT) --requirement frameworks.txt --requirement /dev/stdin || status=1; \
	.venv/bin/npm audit || status=1; \
	exit $$status

.venv/ready: requirements.txt tools/setup.sh
	@sh tools/setup.sh

node_modules/ready: package-lock.json | .venv/ready
	@.venv/bin/npm ci --ignore-scripts --no-fund --no-audit
	@touch $@

.venv-frameworks/ready: frameworks.txt pyproject.toml tools/frameworks.sh | .venv/ready
	@sh tools/frameworks.sh

.DEFAULT:
	@echo "Makefile: no target '$@'; run make to see the targets" >&2; exit 2
