# Builds the app for Windows into dist\moodtagger and checks that it starts.
#   powershell -File packaging\windows.ps1
$ErrorActionPreference = "Stop"
$root = Split-Path -Parent $PSScriptRoot
$venv = Join-Path $env:TEMP "moodtagger-build"
python -m venv $venv
& "$venv\Scripts\pip" install --quiet -c "$root\packaging\constraints.txt" "pyinstaller==6.22.3" "$root"
& "$venv\Scripts\pip" uninstall --quiet --yes moodtagger  # the spec takes it from the source
& "$venv\Scripts\pyinstaller" --noconfirm --distpath "$root\dist" --workpath "$env:TEMP\moodtagger-work" "$root\packaging\moodtagger.spec"
$env:MOODTAGGER_HOME = Join-Path $env:TEMP "moodtagger-smoke"
& "$root\dist\moodtagger\moodtagger.exe" --version
& "$root\dist\moodtagger\moodtagger.exe" analyze --quick "$root\resources\demo"
if ($LASTEXITCODE -ne 0) { throw "the build does not analyze the demo songs" }
