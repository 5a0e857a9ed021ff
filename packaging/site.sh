#!/usr/bin/env bash
# Builds the documentation as a website into dist/site; any warning fails.
#   bash packaging/site.sh
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "mkdocs==1.6.1" "mkdocs-material==9.8.2"
PYTHONDONTWRITEBYTECODE=1 NO_MKDOCS_2_WARNING=1 "$work/venv/bin/mkdocs" build --strict --clean --config-file "$ROOT/packaging/mkdocs.yml"
# The site fetches nothing from elsewhere.
if grep -rnoE '(src|href)="https?://[^"]*\.(js|css|woff2?|png|svg)"|url\(https?:[^)]*' \
  "$ROOT/dist/site" --include='*.html' --include='*.css'; then
  echo "the lines above load something from another host" >&2
  exit 1
fi
du -sh "$ROOT/dist/site"
