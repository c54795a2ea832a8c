#!/usr/bin/env bash
# Short texts labelled in a second of one core; writes bench/results/prediction.md. Needs GNU time (Debian: apt-get install time).
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet publish src/Polytask.Cli -c Release -p:PublishReadyToRun=true -o artifacts/polytask -v quiet
dotnet run -c Release --project bench/Polytask.TextBench -- predict artifacts/polytask/Polytask.Cli bench/results/prediction.md
