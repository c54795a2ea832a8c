#!/usr/bin/env bash
# What the subjectivity corpus does for polarity, on training rows held out in turn; writes bench/results/polarity_subjectivity.md.
# Needs: GNU time (Debian: apt-get install time), and DATA, a folder with one folder per corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:?usage: bench/sharing.sh DATA}
dotnet publish src/Polytask.Cli -c Release -p:PublishReadyToRun=true -o artifacts/polytask -v quiet
dotnet run -c Release --project bench/Polytask.TextBench -- sharing "$data" artifacts/polytask/Polytask.Cli bench/results/polarity_subjectivity.md
