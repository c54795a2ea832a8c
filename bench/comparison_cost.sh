#!/usr/bin/env bash
# What a comparison costs beside the runs that it compares: processor time of one with all its runs, and of the same one again when every run is there already; writes
# bench/results/comparison_cost.md. Needs GNU time (Debian: apt-get install time).
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet publish src/Polytask.Cli -c Release -p:PublishReadyToRun=true -o artifacts/polytask -v quiet
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cp -r examples/reviews "$out"
seconds() { # of user and system, of a comparison and all processes it starts
    (cd "$out/reviews" && command time -o "$out/time" -f '%U %S' "$OLDPWD/artifacts/polytask/Polytask.Cli" compare run.yaml --vary balancing=equal,uw --seeds 3 --jobs 1 > "$out/log" 2>&1)
    awk '{ printf "%.1f\n", $1 + $2 }' "$out/time"
}
all=$(seconds)
again=$(seconds)
cat > bench/results/comparison_cost.md <<END
# What a comparison costs beside its runs

The reviews of [examples](../../examples/reviews): each task alone, two balancing methods and drawn weights, three seeds. Processor time of the whole comparison, all its runs included: $all s. The same again, when
every run is there already, so that reading the scores, intervals, verdicts and the report remain: $again s, $(awk -v a="$again" -v b="$all" 'BEGIN { printf "%.1f", 100 * a / (b - a) }') % of the runs.

Made by \`bench/comparison_cost.sh\`.
END
cat bench/results/comparison_cost.md
