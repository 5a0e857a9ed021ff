# Shared set-up of run.sh and test.sh: Python, system libraries, virtual environment.
# Sourced, not run. Expects ROOT; offers: setup_environment EXTRA

say() { printf '%s\n' "$*" >&2; }
die() { say "moodtagger: $*"; exit 1; }

is_root() { [ "$(id -u)" = 0 ]; }

apt_install() {
  if ! command -v apt-get >/dev/null 2>&1; then
    say "moodtagger: please install these with your system's package manager: $*"
    return 1
  fi
  if ! is_root; then
    say "moodtagger: these system packages are missing. Run this line, then start again:"
    say "  sudo apt-get install -y --no-install-recommends $*"
    return 1
  fi
  say "Installing system packages: $*"
  apt-get update -qq >/dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Shared libraries that Qt opens at run time, and the Debian package of each.
QT_LIBRARIES="
libEGL.so.1:libegl1
libGL.so.1:libgl1
libxkbcommon.so.0:libxkbcommon0
libxkbcommon-x11.so.0:libxkbcommon-x11-0
libxcb-cursor.so.0:libxcb-cursor0
libxcb-icccm.so.4:libxcb-icccm4
libxcb-image.so.0:libxcb-image0
libxcb-keysyms.so.1:libxcb-keysyms1
libxcb-randr.so.0:libxcb-randr0
libxcb-render-util.so.0:libxcb-render-util0
libxcb-shape.so.0:libxcb-shape0
libxcb-xinerama.so.0:libxcb-xinerama0
libxcb-xkb.so.1:libxcb-xkb1
libdbus-1.so.3:libdbus-1-3
libfontconfig.so.1:libfontconfig1
libglib-2.0.so.0:libglib2.0-0
libpulse.so.0:libpulse0
"

missing_libraries() {
  local known entry
  known=$( (ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null) | awk '{print $1}')
  for entry in $QT_LIBRARIES; do
    grep -qxF "${entry%%:*}" <<<"$known" || printf '%s ' "${entry#*:}"
  done
  # Qt brings no fonts of its own.
  if ! find /usr/share/fonts /usr/local/share/fonts -name '*.[to]tf' 2>/dev/null | grep -q .; then
    printf 'fonts-dejavu-core '
  fi
}

setup_libraries() {
  [ "$(uname -s)" = Linux ] || return 0
  local packages
  packages=$(missing_libraries)
  # shellcheck disable=SC2086 # one word a package
  [ -z "$packages" ] || apt_install $packages
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  die "Python 3.11 or newer is needed. Install python3 and python3-venv, then start again."
}

make_venv() {
  local python=$1
  [ -x "$VENV/bin/python" ] && "$VENV/bin/python" -c 'import pip' 2>/dev/null && return
  if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    apt_install "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv" || exit 1
  fi
  say "Making the virtual environment in $VENV"
  "$python" -m venv --clear "$VENV" || die "The virtual environment could not be made."
}

# The CPU build of torch. On Linux a plain install can resolve to the build that brings several
# gigabytes of CUDA packages; the constraints make pip refuse that, and uv knows where the CPU
# build is published.
install_torch() {
  local pip=("$VENV/bin/python" -m pip install --quiet --disable-pip-version-check)
  "${pip[@]}" -c "$ROOT/packaging/no-cuda.txt" "torch==$TORCH_VERSION" 2>"$VENV/torch.log" && return
  say "Fetching the CPU build of torch"
  "${pip[@]}" "uv==$UV_VERSION" &&
    "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --torch-backend cpu \
      "torch==$TORCH_VERSION" ||
    { cat "$VENV/torch.log" >&2; die "torch $TORCH_VERSION could not be installed."; }
}

TORCH_VERSION=2.13.0
UV_VERSION=0.13.8

# setup_environment train | dev: everything that is needed; seconds when nothing has changed.
setup_environment() {
  local extra=$1 python stamp wanted
  VENV=${MOODTAGGER_VENV:-$ROOT/.venv}
  python=$(find_python) || exit 1
  setup_libraries || [ "${NEED_QT:-1}" = 0 ] || exit 1
  stamp="$VENV/moodtagger-$extra.stamp"
  wanted=$(cat "$ROOT/pyproject.toml" "$ROOT"/packaging/*.txt "$ROOT/packaging/setup.sh" | cksum)
  if [ -x "$VENV/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    return
  fi
  make_venv "$python"
  say "Installing moodtagger and what it needs (the first time takes some minutes)"
  install_torch
  # Python's warnings here are those of the build tool about itself.
  PYTHONWARNINGS=ignore "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check \
    -c "$ROOT/packaging/constraints.txt" -c "$ROOT/packaging/no-cuda.txt" \
    -e "$ROOT[$extra]" || die "The installation failed; the lines above say why."
  printf '%s\n' "$wanted" >"$stamp"
}
