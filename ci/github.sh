#!/usr/bin/env bash
# The audit of action.yml: annotations to the log, reports to files, a summary to the page, the exit code to the job.
# Inputs come as variables of the environment, never as text of this script, so that no value can become a command.
set -uo pipefail

arguments=("$CHECKER_SNAPSHOT" --quiet)
folder="${CHECKER_REPORTS:-.checker/reports}"

option() {
  if [ -n "$2" ]; then arguments+=("$1" "$2"); fi
}
option --store "$CHECKER_STORE"
option --lang "$CHECKER_LANG"
option --rules "$CHECKER_RULES"
option --period "$CHECKER_PERIOD"
option --config "$CHECKER_CONFIG"
option --baseline "$CHECKER_BASELINE"
option --waivers "$CHECKER_WAIVERS"
option --fail-on "$CHECKER_FAIL_ON"
option --max-results "$CHECKER_MAX_RESULTS"
case "$CHECKER_NEW_ONLY" in
  true) arguments+=(--new-only) ;;
  false | "") ;;
  # Neither yes nor no: refused, with the reports of an earlier run gone, as every mistake is.
  *) arguments+=("--new-only=$CHECKER_NEW_ONLY") ;;
esac
while IFS= read -r argument; do
  if [ -n "$argument" ]; then arguments+=("$argument"); fi
done <<<"$CHECKER_ARGUMENTS"

mkdir -p "$folder" || exit 4
said="$folder/checker.log" formats=()
declare -A reports=()
for report in alerts:alerts.sarif sarif:sarif junit:xml markdown:md; do
  format="${report%%:*}" file="$folder/checker.${report#*:}"
  reports[$format]="$file"
  formats+=(--format "$format:$file")
  # Where nothing is evaluated, no report of an earlier run may pass for this one's.
  rm -f "$file"
done

checker audit "${arguments[@]}" --format github "${formats[@]}" 2>"$said"
code=$?
cat "$said" >&2

{
  echo "exit-code=$code"
  for format in alerts sarif junit markdown; do
    if [ -f "${reports[$format]}" ]; then echo "$format=${reports[$format]}"; fi
  done
} >>"$GITHUB_OUTPUT"

if [ -f "${reports[markdown]}" ]; then
  cat "${reports[markdown]}" >>"$GITHUB_STEP_SUMMARY"
else
  # Nothing was evaluated: the mistakes stand where the figures would, indented so that they show as they are.
  { printf '**checker: exit %s**\n\n' "$code" && head -n 50 "$said" | sed 's/^/    /'; } >>"$GITHUB_STEP_SUMMARY"
  mistake="$(head -n 1 "$said")"
  mistake="${mistake//'%'/%25}"
  printf '::error title=checker::%s\n' "${mistake//$'\r'/%0D}"
fi
exit "$code"
