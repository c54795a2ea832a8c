#!/usr/bin/env bash
# Accuracy, training time and memory on the text corpora, beside fastText; writes bench/results/text.md.
# Needs: fasttext and GNU time (Debian: apt-get install fasttext time), and DATA, a folder with one folder per corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:?usage: bench/text.sh DATA [SET ...]}
shift
dotnet publish src/Polytask.Cli -c Release -p:PublishReadyToRun=true -o artifacts/polytask -v quiet
dotnet run -c Release --project bench/Polytask.TextBench -- train "$data" artifacts/polytask/Polytask.Cli bench/results/text.md "$@"
