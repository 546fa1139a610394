#!/usr/bin/env bash
# The step of action.yml: evaluates a manifest with the built command line, shows the report in the job's summary, and exits as the
# gate demands. Everything comes in variables, see action.yml.
set -uo pipefail

# The summary of a step may have 1 MiB.
max_summary=1000000

case "$MUBENCH_ACTION_GATE" in
  true | false) ;;
  *) echo "::error title=MuBench::The input 'gate' is '$MUBENCH_ACTION_GATE'; expected true or false."; exit 2 ;;
esac

log=$(mktemp)
files=$(mktemp -d "$RUNNER_TEMP/mubench-report.XXXXXX")
trap 'rm -f "$log"' EXIT

# Messages repeat texts of endpoints and datasets: in between, no line is a command to the runner.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$token"
dotnet "$MUBENCH_ACTION_PATH/src/Cli/bin/Release/net10.0/mubench.dll" run --store "$MUBENCH_ACTION_STORE" \
  --junit "$files/junit.xml" --gate-inconclusive "$MUBENCH_ACTION_INCONCLUSIVE" -- "$MUBENCH_ACTION_MANIFEST" 2>&1 | tee "$log"
code=${PIPESTATUS[0]}
echo "::$token::"

# The command ends with the paths of the report's files, each on a line of its own: STORE/runs/RUNID/report.md.
folder=$(tr -d '\r' <"$log" | sed -n 's|^  \(.*/runs/[^/]*\)/report\.md$|\1|p' | tail -n 1)
for name in report.html report.json report.md scores.csv proof.json; do
  if [ -f "$folder/$name" ]; then cp "$folder/$name" "$files/"; fi
done

{
  if [ -f "$files/report.md" ]; then
    head -c "$max_summary" "$files/report.md"
    if [ "$(wc -c <"$files/report.md")" -gt "$max_summary" ]; then
      printf '\n\n**The summary ends here: the report is longer than a summary may be. All of it is in report.md.**\n'
    fi
  else
    # No report on this machine. Indented, the output is shown as it is.
    printf '### mubench run: exit code %s\n\n' "$code"
    tail -c "$max_summary" "$log" | sed 's/^/    /'
  fi
  echo
} >>"$GITHUB_STEP_SUMMARY"

{
  echo "exit-code=$code"
  echo "run-id=${folder##*/}"
  if [ -n "$folder" ]; then echo "report=$files"; else echo "report="; fi
} >>"$GITHUB_OUTPUT"

if { [ "$code" -eq 1 ] || [ "$code" -eq 4 ]; } && [ "$MUBENCH_ACTION_GATE" = false ]; then
  echo "::warning title=MuBench::The gate failed, a result has an alarm, or questions have no response. See the summary."
  exit 0
fi
if [ "$code" -ne 0 ]; then
  echo "::error title=MuBench::mubench run ended with exit code $code. See the summary."
fi
exit "$code"
