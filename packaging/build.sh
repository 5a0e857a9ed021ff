#!/usr/bin/env bash
# Builds what is released into dist/: sdist, wheel, and a file of checksums.
#   bash packaging/build.sh [TAG]      the working tree without TAG
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
OUT=$ROOT/dist
source_dir=$ROOT
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# -gt 0 ]; then
  git -C "$ROOT" archive --prefix=source/ "$1" | tar -x -C "$work"
  source_dir=$work/source
fi
# Of the commit, so that two builds of it have the same bytes.
SOURCE_DATE_EPOCH=$(git -C "$ROOT" log -1 --format=%ct "${1:-HEAD}")
export SOURCE_DATE_EPOCH
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "build==1.3.0" "twine==6.2.0"
rm -rf "$OUT"
PYTHONWARNINGS=ignore "$work/venv/bin/python" -m build --outdir "$OUT" "$source_dir"
"$work/venv/bin/twine" check --strict "$OUT"/*
(cd "$OUT" && sha256sum -- * >SHA256SUMS)
ls -l "$OUT"
