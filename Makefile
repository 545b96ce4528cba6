# Everything that a developer runs. Works with the make of macOS (GNU make 3.81), from a folder of any name: all paths
# are relative, and nothing outside this folder is touched but pip's cache.

PYTHON = .venv/bin/python
PIP = $(PYTHON) -m pip install --quiet
PLAN = plans/qiyou-2026.toml
LOCALE = src/sanhui/locale

# The exact versions that were tested, also of what builds the package: pip before 25.3 takes the first variable for
# both, later ones want the second.
export PIP_CONSTRAINT = constraints.txt
export PIP_BUILD_CONSTRAINT = constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# File names and texts are Chinese whatever the locale says.
export PYTHONUTF8 = 1

.PHONY: help demo test coverage lint types bench docs site check-docs translations golden check clean always

help:
	@echo "make demo          show the 2026 agenda of $(PLAN) and write its calendar to demo/"
	@echo "make test          run the whole test suite"
	@echo "make lint          ruff: style and format"
	@echo "make types         mypy: strict types, also as on Windows"
	@echo "make check-docs    is every reference page fresh, and every command of the docs true?"
	@echo "make check         all of these, as .ci/run does"
	@echo "make coverage      the suite once more, and which branches of the program it leaves out"
	@echo "make bench         how quick it is, beside programs that do the same (benchmarks/README.md)"
	@echo "make docs          write the generated pages and pictures of docs/ again"
	@echo "make site          lay docs/ out as a site in build/site"
	@echo "make translations  take new messages into the catalogue, and compile it"
	@echo "make golden        write the golden files of the tests again; then read the diff"
	@echo "make clean         remove .venv, demo/ and caches"

# -- environment -------------------------------------------------------------------------------------------

# Runs every time, and changes the file only when the environment was made again.
.venv/made-in: always
	@./.ci/venv

# Python before 3.13 reads the editable package's path in the locale's encoding, and does not start at all where that is
# ASCII and the path is not (LC_ALL=C, a folder called 三会). A relative path is ASCII everywhere.
RELATIVE = for file in .venv/lib/python3*/site-packages/*sanhui*.pth; do echo ../../../../src >"$$file"; done

# pip compiles what it installs but not what is edited in place, and where Python may write no bytecode every start would.
COMPILED = $(PYTHON) -m compileall -q src

.venv/installed: .venv/made-in pyproject.toml constraints.txt
	@echo "Installing sanhui into .venv"
	@$(PIP) --editable .
	@$(RELATIVE)
	@$(COMPILED)
	@touch "$@"

.venv/installed-dev: .venv/made-in pyproject.toml constraints.txt
	@echo "Installing sanhui and what its tests need into .venv"
	@$(PIP) --editable ".[dev]"
	@$(RELATIVE)
	@$(COMPILED)
	@touch .venv/installed "$@"

# What reads our calendars in JavaScript; without npm its tests are skipped, aloud.
.venv/installed-node: .venv/made-in tests/node/package.json tests/node/package-lock.json
	@command -v npm >/dev/null || { echo "npm is not installed: ical.js is not asked" >&2; exit 0; }; \
	    echo "Installing what reads and checks for us with node into tests/node"; cd tests/node && npm ci --silent && touch ../../$@

.venv/installed-site: .venv/made-in pyproject.toml constraints.txt
	@echo "Installing what lays out the documentation into .venv"
	@$(PIP) --editable ".[site]"
	@$(RELATIVE)
	@touch "$@"

# -- using -------------------------------------------------------------------------------------------------

demo: .venv/installed
	@mkdir -p demo
	@[ -t 1 ] || export COLUMNS=100; $(PYTHON) -m sanhui show "$(PLAN)"
	@$(PYTHON) -m sanhui export ics "$(PLAN)" --output demo/qiyou-2026.ics
	@echo
	@echo "demo/qiyou-2026.ics is the calendar. Open it with your calendar program, or import it there:"
	@echo "Google Calendar: Settings → Import; Outlook: File → Open & Export → Import; iPhone, Mac: open the file."
	@echo "demo/qiyou-2026.ics 就是日历文件：在手机或电脑上打开，或在日历程序的“导入”中选择它。"
	@echo "Next / 下一步: README.md, README.zh-CN.md, docs/"

# -- checking ----------------------------------------------------------------------------------------------

# On all processors; ARGS="-n 0 …" runs in one process, for a debugger.
test: .venv/installed-dev .venv/installed-node
	@$(PYTHON) -m pytest --quiet --numprocesses logical --dist worksteal $(ARGS)

# Twice as long; which branches no test takes. Commands that run as processes of their own count too.
coverage: .venv/installed-dev .venv/installed-node
	@$(PYTHON) -m pytest --quiet --numprocesses logical --dist worksteal --cov --cov-report=term \
	    --cov-report=json:build/coverage.json $(ARGS)
	@$(PYTHON) tools/branch_coverage.py build/coverage.json

lint: .venv/installed-dev
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m ruff format --quiet --check .

types: .venv/installed-dev
	@$(PYTHON) -m mypy --no-error-summary
	@$(PYTHON) -m mypy --no-error-summary --platform win32 --cache-dir .mypy_cache/win32 src

check-docs: .venv/installed-dev
	@$(PYTHON) -m pytest --quiet --numprocesses logical tests/test_docs.py tests/test_translations.py

check:
	@./.ci/run

bench: .venv/installed-dev
	@$(PYTHON) benchmarks $(ARGS)

# -- writing -----------------------------------------------------------------------------------------------

docs: .venv/installed-dev
	@$(PYTHON) docs/generate.py

site: .venv/installed-site
	@$(PYTHON) docs/website.py

translations: .venv/installed-dev
	@mkdir -p build
	@$(PYTHON) -m babel.messages.frontend --quiet extract --mapping-file pyproject.toml \
	    --sort-by-file --no-wrap --add-location file --add-comments "Translators:" \
	    --output-file build/sanhui.pot src/sanhui
	@$(PYTHON) -m babel.messages.frontend --quiet update --domain sanhui --locale zh_CN \
	    --input-file build/sanhui.pot --output-dir $(LOCALE) \
	    --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@$(PYTHON) -m babel.messages.frontend compile --statistics --domain sanhui --directory $(LOCALE)

golden: .venv/installed-dev
	@SANHUI_GOLDEN=write $(PYTHON) -m pytest --quiet tests
	@git status --short tests

clean:
	@rm -rf .venv demo build tests/node/node_modules dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	@find src tests docs benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
