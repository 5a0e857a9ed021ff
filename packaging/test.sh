#!/usr/bin/env bash
# Every check of the project, from nothing: lint, types, import contracts, tests (Qt offscreen).
# Arguments go to pytest, for example: bash packaging/test.sh tests/unit -k decode
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$ROOT/packaging/setup.sh"
setup_environment dev
cd "$ROOT"
export QT_QPA_PLATFORM=offscreen OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
bin=$VENV/bin

step() { printf '\n== %s\n' "$*"; }
step "lint"
"$bin/ruff" check .
"$bin/ruff" format --check .
step "types"
"$bin/mypy"
step "import contracts"
"$bin/lint-imports"
step "tests"
# One process for each core; the tests of a file stay together, as they share what they make.
exec "$bin/python" -m pytest -p no:cacheprovider -n auto --dist loadfile "$@"
