#!/usr/bin/env bash
# The audit of action.yml: annotations to the log, reports to files, a summary to the page, the exit code to the job.
# Inputs come as variables of the environment, never as text of this script, so that no value can become a command.
set -uo pipefail

arguments=("$CHECKER_SNAPSHOT" --quiet --store "$CHECKER_STORE" --lang "$CHECKER_LANG" --max-results "$CHECKER_MAX_RESULTS")

option() {
  if [ -n "$2" ]; then arguments+=("$1" "$2"); fi
}
option --rules "$CHECKER_RULES"
option --period "$CHECKER_PERIOD"
option --config "$CHECKER_CONFIG"
option --baseline "$CHECKER_BASELINE"
option --waivers "$CHECKER_WAIVERS"
option --fail-on "$CHECKER_FAIL_ON"
if [ "$CHECKER_NEW_ONLY" = true ]; then arguments+=(--new-only); fi
while IFS= read -r argument; do
  if [ -n "$argument" ]; then arguments+=("$argument"); fi
done <<<"$CHECKER_ARGUMENTS"

sarif="$CHECKER_REPORTS/checker.sarif" junit="$CHECKER_REPORTS/checker.xml" markdown="$CHECKER_REPORTS/checker.md"
mkdir -p "$CHECKER_REPORTS"
# Where nothing is evaluated, no report of an earlier run may pass for this one's.
rm -f "$sarif" "$junit" "$markdown"

checker audit "${arguments[@]}" --format github --format "sarif:$sarif" --format "junit:$junit" --format "markdown:$markdown"
code=$?

{
  echo "exit-code=$code"
  if [ -f "$sarif" ]; then echo "sarif=$sarif"; fi
  if [ -f "$junit" ]; then echo "junit=$junit"; fi
  if [ -f "$markdown" ]; then echo "markdown=$markdown"; fi
} >>"$GITHUB_OUTPUT"
if [ -f "$markdown" ]; then cat "$markdown" >>"$GITHUB_STEP_SUMMARY"; fi
exit "$code"
