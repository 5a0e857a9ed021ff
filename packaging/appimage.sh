#!/usr/bin/env bash
# Builds one file for Linux from the wheel, without torch:
#   bash packaging/appimage.sh [WHEEL]     builds the wheel first without WHEEL
# With APPIMAGE_RUNTIME=FILE (runtime-x86_64 of github.com/AppImage/type2-runtime) the result is
# dist/moodtagger-x86_64.AppImage; without it dist/moodtagger-x86_64.run, a shell script with the same
# folder packed behind it, which unpacks itself into the user's cache at the first start.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
OUT=$ROOT/dist
ARCH=$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$OUT"

wheel=${1:-}
python3 -m venv "$work/venv"
pip=("$work/venv/bin/pip" install --quiet --disable-pip-version-check -c "$ROOT/packaging/constraints.txt")
"${pip[@]}" "build==1.3.0" "pyinstaller==6.22.3"
if [ -z "$wheel" ]; then
  PYTHONWARNINGS=ignore "$work/venv/bin/python" -m build --wheel --outdir "$work" "$ROOT" >/dev/null
  wheel=$(echo "$work"/*.whl)
fi
"${pip[@]}" "$wheel"
"$work/venv/bin/pip" uninstall --quiet --yes moodtagger # the spec takes it from the source
"$work/venv/bin/pyinstaller" --log-level WARN --distpath "$work/AppDir/usr/lib" --workpath "$work/build" \
  "$ROOT/packaging/moodtagger.spec"

app=$work/AppDir
mkdir -p "$app/usr/share/metainfo"
cp "$ROOT/resources/desktop/moodtagger.desktop" "$ROOT/resources/icons/moodtagger.svg" "$app/"
cp "$ROOT"/resources/desktop/*.metainfo.xml "$app/usr/share/metainfo/"
ln -s moodtagger.svg "$app/.DirIcon"
cat >"$app/AppRun" <<'RUN'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/usr/lib/moodtagger/moodtagger" "$@"
RUN
chmod +x "$app/AppRun"

if [ -n "${APPIMAGE_RUNTIME:-}" ]; then
  target=$OUT/moodtagger-$ARCH.AppImage
  mksquashfs "$app" "$work/image" -root-owned -noappend -comp zstd -quiet
  cat "$APPIMAGE_RUNTIME" "$work/image" >"$target"
else
  target=$OUT/moodtagger-$ARCH.run
  tar -C "$app" --sort=name --owner=0 --group=0 --mtime=@0 -czf "$work/payload" .
  sum=$(sha256sum "$work/payload" | cut -c1-16)
  cat >"$target" <<HEAD
#!/bin/sh
# moodtagger, packed: unpacks itself into the cache once, then starts from there.
set -e
base=\${XDG_CACHE_HOME:-\$HOME/.cache}/moodtagger
app=\$base/app-$sum
if [ ! -x "\$app/AppRun" ]; then
  mkdir -p "\$base"
  new=\$(mktemp -d "\$base/new-XXXXXX")
  sed '1,/^__PAYLOAD__\$/d' "\$0" | tar -xz -C "\$new"
  chmod 755 "\$new"
  mv -T "\$new" "\$app" 2>/dev/null || rm -rf "\$new"
  for old in "\$base"/app-*; do [ "\$old" = "\$app" ] || rm -rf "\$old"; done
fi
exec "\$app/AppRun" "\$@"
__PAYLOAD__
HEAD
  cat "$work/payload" >>"$target"
fi
chmod +x "$target"
ls -l "$target"
