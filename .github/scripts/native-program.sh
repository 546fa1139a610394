#!/usr/bin/env bash
# native-program.sh [FOLDER]: compiles the command line to a native program for this machine's platform, which takes about 7 minutes on two cores, and puts it
# with its libraries, the quickstart and the license into FOLDER/mubench-RID.tar.gz (without FOLDER: into one that is removed). Then it unpacks the archive and does what the README says
# from an empty folder, without .NET: quickstart, run, verify. Needs the .NET SDK and a linker: clang or gcc, Xcode's, or Visual Studio's.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
rid=$(dotnet --info | sed -nE 's/^ *RID: *([a-z0-9-]+).*/\1/p' | head -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "${1:-$work/archives}"
archives=$(cd "${1:-$work/archives}" && pwd)

dotnet publish src/Cli --configuration Release --runtime "$rid" -p:PublishAot=true --verbosity quiet --output "$work/mubench"
cp LICENSE README.md "$work/mubench"
find "$work/mubench" \( -name '*.pdb' -o -name '*.dbg' -o -name '*.dSYM' \) -prune -exec rm -rf {} +
tar -czf "$archives/mubench-$rid.tar.gz" -C "$work" mubench
echo "mubench-$rid.tar.gz: $(($(wc -c <"$archives/mubench-$rid.tar.gz") / 1048576)) MiB, unpacked $(du -sm "$work/mubench" | cut -f 1) MiB"

mkdir "$work/home" "$work/empty" "$work/unpacked"
tar -xzf "$archives/mubench-$rid.tar.gz" -C "$work/unpacked"
export HOME="$work/home" MUBENCH_STORE="$work/store" DOTNET_ROOT="$work/none"
cd "$work/empty"
PATH="$work/unpacked/mubench:/usr/bin:/bin"
mubench --version
mubench quickstart
mubench run quickstart/manifest.json
run=$(basename "$(dirname "$(ls "$MUBENCH_STORE"/runs/*/report.html)")")
mubench verify "$run"
echo "unpacked and run: $rid"
