#!/usr/bin/env bash
# Builds everything and runs all tests; arguments are passed to `dotnet test`. At the end it lists the reasons for skipped tests; the
# last line is "N passed, N failed, N skipped". It needs the .NET SDK. Without node and npm, the tests of Azure storage and of exports
# in DuckDB are skipped. Without Chromium, Chrome or Edge (on the PATH, or named by MUBENCH_CHROMIUM), the tests of the report in a
# browser are skipped; without zsh, fish or LaTeX, those of completions and of tables. It installs nothing on the machine; .ci/run does.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
log=$(mktemp)
temporary=
trap 'rm -rf "$log" "$temporary"' EXIT

give_up() {
  cat "$log"
  echo "$1"
  echo "0 passed, 0 failed, 0 skipped"
  exit 1
}

# The Functions app needs packages that some package sources lack. Without them, everything else is tested.
solution=MuBench.sln
if ! dotnet restore "$solution" >"$log" 2>&1; then
  missing=$(grep -oE "(Unable to find package|Failed to retrieve information about) '?[A-Za-z0-9._-]+" "$log" \
    | sed -E "s/.*[ ']//; s/\.$//" | sort -u | tr '\n' ' ')
  [ -n "$missing" ] || give_up "$solution does not restore."
  solution=MuBench.WithoutFunctions.slnf
  echo "MuBench.sln does not restore, for want of: ${missing% }. Testing $solution: all but the Functions app."
  dotnet restore "$solution" >"$log" 2>&1 || give_up "$solution does not restore."
fi

# The tests would install these at first use; here the progress is visible.
if command -v node >/dev/null && command -v npm >/dev/null; then
  for pinned in azurite axe duckdb; do
    [ -e "tests/$pinned/node_modules/.package-lock.json" ] || (cd "tests/$pinned" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 \
      || give_up "What tests/$pinned/package-lock.json names does not install."
  done
fi

dotnet build "$solution" --no-restore --configuration Release --verbosity quiet >"$log" 2>&1 || give_up "$solution does not build."

# Most of a test process's time is the compilation of the product's code, which this does once for all. It needs a compiler that some package sources lack.
{ dotnet build tests/Precompile --configuration Release --verbosity quiet && dotnet tests/Precompile/bin/Release/net10.0/*/MuBench.Precompile.dll . Release; } >"$log" 2>&1 \
  || echo "The product's code is not compiled before the tests, which take longer: $(grep -m 1 -E 'error|xception|annot' "$log")"

# The tests write many small files, some 300 MB at a time. Those of the pipeline take a sixth less processor time if these are in memory and not on disk. Tests also run
# programs from there, which some machines do not permit.
if [ -z "${TMPDIR:-}" ] && [ "$(df --output=avail --block-size=1M /dev/shm 2>/dev/null | tail -n 1)" -ge 1024 ] 2>/dev/null \
  && temporary=$(mktemp -d /dev/shm/mubench-tests-XXXXXX) && printf '#!/bin/sh\n' >"$temporary/program" && chmod +x "$temporary/program" && "$temporary/program" 2>/dev/null; then
  export TMPDIR=$temporary
fi

# 8 is the exit code of a project without tests.
dotnet test --solution "$solution" --no-build --configuration Release --no-progress --no-ansi --ignore-exit-code 8 "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
total_of() { sed -nE "s/^  $1: ([0-9]+)\$/\1/p" "$log" | tail -n 1; }
passed=$(total_of succeeded) failed=$(total_of failed) skipped=$(total_of skipped)
# A skipped test is followed by its reason, on an indented line.
if [ "${skipped:-0}" -gt 0 ]; then
  echo "Skipped, by reason:"
  awk '/^skipped [^:]/ { getline reason; sub(/\r$/, "", reason)
         if (reason ~ /^ +from / || !sub(/^ +(SKIPPED: )?/, "", reason)) reason = "no reason given"
         count[reason]++ }
       END { for (reason in count) printf "%5d  %s\n", count[reason], reason }' "$log" | sort -k1,1nr -k2
fi
# A test process that crashed or never started reports no failed test.
if [ "$status" -ne 0 ] && [ "${failed:-0}" -eq 0 ]; then failed=1; fi
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
[ "${failed:-0}" -eq 0 ] && [ "${passed:-0}" -gt 0 ]
