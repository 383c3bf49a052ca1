# Every target sets up what it needs; `make` alone lists them.

PORT ?= 8000
RUNS ?= 5
# Two environments: what building needs, and what testing needs besides. The first is
# there in seconds, and nobody waits for TensorFlow to read a page.
BUILD := .venv/bin/python
RUN := .venv-tests/bin/python
FRAMEWORKS := .venv-frameworks/bin/python
# What JAX compiled for one program, the next ones need not compile again.
COMPILED := JAX_COMPILATION_CACHE_DIR=.cache/jax JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS=0
NODE := .venv-tests/bin/node
NPM := .venv-tests/bin/npm
SETUP := tools/setup.sh tools/setup.py
TESTS := .venv-tests/ready
ALL := $(TESTS) node_modules/ready
# What the page "How do we know?" counts.
REPORT := --junit-xml=.cache/reports
LOCK := $(RUN) -m uv pip compile --quiet --universal --generate-hashes \
  --no-emit-index-url --no-annotate --no-header
# Without --strict it passes what it cannot look up.
AUDIT := $(RUN) -m pip_audit --strict --disable-pip --require-hashes --progress-spinner off
# The theme's authors warn of MkDocs 2; CONTRIBUTING.md says what that means here.
export NO_MKDOCS_2_WARNING := 1
# A commit gives the same bytes on each day: what is dated bears its date.
export SOURCE_DATE_EPOCH ?= $(or $(shell git log -1 --format=%ct 2>/dev/null),0)

.PHONY: help serve build test test-site test-browsers test-frameworks refresh \
  refresh-frameworks notebooks masks behind language \
  proof study model matrix bench audit successor rehearse offline picture transcripts snapshots \
  lint format lock links vulnerabilities gone

help:
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1                    \2/; s/^(make .{19}) */\1/p' Makefile

serve: .venv/ready ## read the site while you edit it (PORT=8000)
	@$(BUILD) -m tools.serve '$(PORT)'

build: .venv/ready ## write the site to site/
	@$(BUILD) -m tools.build

test: $(ALL) ## run every test and every example
	@$(RUN) -m tools.measure.chromium
	@$(RUN) -m pytest $(REPORT)/test.xml

test-site: $(ALL) ## read what is published in all ways: keys, axe, ear, eye, disk
	@$(RUN) -m tools.measure.chromium
	@$(RUN) -m pytest $(REPORT)/site.xml --dist load \
	  tests/published tests/ears tests/eyes

test-browsers: $(ALL) ## read and play with it in Firefox and in WebKit, Safari's engine
	@$(RUN) -m tools.measure.browsers
	@# One after the other: each is as fast as it would be alone.
	@$(RUN) -m pytest $(REPORT)/browsers.xml --numprocesses 0 tests/browsers

test-frameworks: .venv-frameworks/ready ## run the examples and the streams in PyTorch and Flax
	@$(COMPILED) $(FRAMEWORKS) -m pytest $(REPORT)/examples.xml \
	  --override-ini addopts=--codeblocks snippets/frameworks
	@# The fixtures of the other tests are for the site and its browsers.
	@$(COMPILED) $(FRAMEWORKS) -m pytest $(REPORT)/frameworks.xml \
	  --override-ini addopts= --noconftest tests/frameworks

proof: .venv/ready ## count what the tests did, for the page that says so
	@$(BUILD) -m tools.measure.proof

lint: $(ALL) ## check style and types, of Python and of the browser's scripts
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check
	@$(RUN) -m mypy
	@$(NODE) node_modules/@biomejs/biome/bin/biome check --error-on-warnings
	@$(NODE) node_modules/typescript/bin/tsc

format: $(ALL) ## mend what of the style can be mended by itself
	@$(RUN) -m ruff format
	@$(RUN) -m ruff check --fix
	@$(NODE) node_modules/@biomejs/biome/bin/biome check --write

refresh: $(TESTS) ## run every example and rewrite the outputs shown
	@$(RUN) -m tools.pages.refresh

refresh-frameworks: .venv-frameworks/ready ## the same for PyTorch and Flax
	@$(FRAMEWORKS) -m tools.pages.refresh --frameworks

notebooks: $(TESTS) ## run every notebook and rewrite the outputs shown
	@$(RUN) -m tools.pages.notebooks

masks: $(TESTS) ## draw by Keras the masks that the tests of the scripts know
	@PYTHONPATH=tests $(RUN) -m javascript.masks

behind: .venv/ready ## say which pages wait for a translation, and what changed
	@$(BUILD) -m tools.checks.behind

language: .venv/ready ## begin another language (LANG=de)
	@$(BUILD) -m tools.pages.language '$(LANG)'

study: $(TESTS) ## train every model of the study (DATA=folder, about an hour)
	@$(RUN) -m tools.studies.study $(if $(DATA),--data $(DATA))

model: $(TESTS) ## train the model that a page runs (DATA=folder, a minute)
	@$(RUN) -m tools.studies.weights $(if $(DATA),--data $(DATA))

matrix: $(TESTS) ## ask every version about the traps, draw its masks (PROBES="name name" or STREAMS)
	@$(if $(STREAMS),,$(RUN) -m tools.studies.matrix $(PROBES))
	@$(if $(PROBES),,$(RUN) -m tools.studies.streams $(STREAMS))

bench: $(ALL) ## time the masks of the browser beside TensorFlow's
	@$(RUN) -m tools.measure.chromium
	@$(RUN) -m tools.measure.bench

audit: $(ALL) ## weigh and score every page (PAGES="index playground" RUNS=1)
	@$(RUN) -m tools.measure.chromium
	@$(RUN) -m tools.measure.audit $(RUNS) $(PAGES)

successor: build .venv-successor/ready ## build with Zensical too, and compare the pages
	@PYTHONPATH=. .venv-successor/bin/zensical build --config-file mkdocs.successor.yml
	@$(BUILD) -m tools.measure.successor site .cache/successor

rehearse: $(TESTS) ## run a workflow as it stands and serve the site (JOBS="site build publish")
	@$(RUN) -m tools.measure.rehearse $(JOBS)

offline: $(ALL) ## write the site as a zip that opens from a disk
	@$(RUN) -m tools.publish.offline

picture: .venv/ready ## draw the picture of the README and the icon
	@$(BUILD) -m tools.pages.picture

transcripts: $(ALL) ## write down anew how a screen reader says each figure
	@$(RUN) -m tools.measure.chromium
	@RENEW=1 $(RUN) -m pytest --numprocesses 0 tests/ears

snapshots: $(ALL) ## take the pictures of pages anew where they differ
	@$(RUN) -m tools.measure.chromium
	@RENEW=1 $(RUN) -m pytest --numprocesses 0 tests/eyes

lock: $(TESTS) ## resolve the dependencies of pyproject.toml and package.json anew
	@$(LOCK) pyproject.toml --group tests --output-file requirements-tests.txt
	@# No build runs a notebook, so mkdocs-jupyter does without a kernel.
	@echo ipykernel | $(LOCK) pyproject.toml --excludes - \
	  --constraint requirements-tests.txt --output-file requirements.txt
	@$(LOCK) --group frameworks --no-emit-package torch \
	  --output-file requirements-frameworks.txt
	@# With the packages there, npm writes no digests.
	@rm -rf node_modules package-lock.json
	@$(NPM) install --package-lock-only --ignore-scripts --no-fund --no-audit \
	  --no-update-notifier --omit-lockfile-registry-resolved

links: build $(ALL) ## ask for every page of others that the site links to
	@# 404.html links only within the site, from its root.
	@$(NODE) node_modules/linkinator/build/src/cli.js --config .linkinator.mjs \
	  site/index.html 'site/*/**/*.html' README.md CONTRIBUTING.md

vulnerabilities: $(TESTS) ## ask whether anything locked is known to be unsafe
	@# Everything is asked before it fails. The tests' lock holds all of the build's.
	@status=0; \
	$(AUDIT) --requirement requirements-tests.txt || status=1; \
	$(RUN) -m uv pip compile --group torch --no-deps --quiet --generate-hashes \
	  --no-annotate --no-header | \
	  $(AUDIT) --requirement requirements-frameworks.txt --requirement /dev/stdin || status=1; \
	$(NPM) audit --no-update-notifier || status=1; \
	exit $$status

# An environment whose Python was removed since is made anew.
whole = $(if $(realpath $(1)/bin/python),,gone)
gone:

.venv/ready: requirements.txt $(SETUP) $(call whole,.venv)
	@sh tools/setup.sh build

.venv-tests/ready: requirements-tests.txt $(SETUP) $(call whole,.venv-tests)
	@sh tools/setup.sh tests

.venv-frameworks/ready: requirements-frameworks.txt pyproject.toml $(SETUP) $(call whole,.venv-frameworks)
	@sh tools/setup.sh frameworks

# The newest that there is: whether it still works is the question.
.venv-successor/ready: $(SETUP) | .venv/ready
	@sh tools/setup.sh successor

node_modules/ready: package-lock.json package.json $(SETUP) | $(TESTS)
	@sh tools/setup.sh node

.DEFAULT:
	@echo "Makefile: no target '$@'; run make to see the targets" >&2; exit 2
