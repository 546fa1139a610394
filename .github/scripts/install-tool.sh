#!/usr/bin/env bash
# install-tool.sh [RID]: packs the command line as a .NET tool for one platform (without a RID: this one), installs it from that folder
# into an empty home, and does what the README says from an empty folder: quickstart, run, verify. Nothing stays on the machine.
# MUBENCH_READY_TO_RUN=false packs without compiling ahead of time, which takes a quarter of the time.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
rid=${1:-$(dotnet --info | sed -nE 's/^ *RID: *([a-z0-9-]+).*/\1/p' | head -n 1)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet pack src/Cli --configuration Release --verbosity quiet -p:ToolPackageRuntimeIdentifiers="$rid" \
  -p:PublishReadyToRun="${MUBENCH_READY_TO_RUN:-true}" --output "$work/packages"
for package in "$work"/packages/*.nupkg; do
  size=$(($(wc -c <"$package") / 1048576))
  echo "$(basename "$package"): $size MiB"
  if [ "$size" -gt 120 ]; then
    echo "The package is larger than 120 MiB." >&2
    exit 1
  fi
done

mkdir "$work/home" "$work/empty"
export HOME="$work/home" DOTNET_CLI_HOME="$work/home" NUGET_PACKAGES="$work/nuget" MUBENCH_STORE="$work/store"
cd "$work/empty"
dotnet tool install mubench --tool-path "$work/tools" --prerelease --source "$work/packages"
PATH="$work/tools:$PATH"
mubench --version
mubench quickstart
mubench run quickstart/manifest.json
run=$(basename "$(dirname "$(ls "$MUBENCH_STORE"/runs/*/report.html)")")
mubench verify "$run"
echo "installed and run: $rid"
