#!/usr/bin/env bash
# Sets everything up, then opens the window on a folder:
#   bash packaging/run.sh [FOLDER]         the demo library without FOLDER
#   bash packaging/run.sh -- COMMAND ...   the command line program (moodtagger COMMAND ...)
# Without a display it does the same job in the terminal.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$ROOT/packaging/setup.sh"

if [ "${1:-}" = -- ]; then
  shift
  arguments=("$@")
elif [ $# -eq 0 ]; then
  arguments=(gui --demo)
else
  arguments=(gui "$1")
  shift
  [ "${1:-}" != -- ] || shift
  arguments+=("$@")
fi

setup_environment train
exec "$VENV/bin/python" -m moodtagger "${arguments[@]}"
