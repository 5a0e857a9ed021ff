#!/usr/bin/env bash
# Builds dist/moodtagger.app for macOS and checks that it analyzes the demo songs.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet -c "$ROOT/packaging/constraints.txt" "pyinstaller==6.22.3" "$ROOT"
"$work/venv/bin/pip" uninstall --quiet --yes moodtagger # the spec takes it from the source
"$work/venv/bin/pyinstaller" --noconfirm --distpath "$ROOT/dist" --workpath "$work/build" \
  "$ROOT/packaging/moodtagger.spec"
export MOODTAGGER_HOME=$work/home
"$ROOT/dist/moodtagger/moodtagger" --version
"$ROOT/dist/moodtagger/moodtagger" analyze --quick "$ROOT/resources/demo"
