#!/usr/bin/env bash
# Sets everything up, then opens the window on a folder:
#   bash packaging/run.sh [FOLDER]         the library, at first with demo songs, without FOLDER
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
  library=${MOODTAGGER_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/moodtagger}/library.sqlite
  arguments=(gui)
  [ -e "$library" ] || arguments+=(--demo)
else
  arguments=(gui "$1")
  shift
  [ "${1:-}" != -- ] || shift
  arguments+=("$@")
fi

setup_environment train
exec "$VENV/bin/python" -m moodtagger "${arguments[@]}"
