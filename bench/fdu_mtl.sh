#!/usr/bin/env bash
# Sixteen domains of reviews under three ways to share and three seeds; the figures of the section Sixteen domains of bench/results/sharing.md.
# Needs DATA, a folder with fdu_mtl as `polytask data show fdu_mtl` says, and OUT, a folder.
set -euo pipefail
cd "$(dirname "$0")/.."
data=$(realpath "${1:?usage: bench/fdu_mtl.sh DATA OUT}") out=${2:?usage: bench/fdu_mtl.sh DATA OUT}
mkdir -p "$out"
cp bench/fdu_mtl.yaml "$out"
dotnet publish src/Polytask.Cli -c Release -p:PublishReadyToRun=true -o artifacts/polytask -v quiet
tool=$PWD/artifacts/polytask/Polytask.Cli
cd "$out"
for seed in 1 2 3; do
    for kind in hard mmoe ple; do
        "$tool" train fdu_mtl.yaml --set "data.fdu_mtl.path=$data/fdu_mtl" --set seed=$seed --set sharing=$kind --name $kind-$seed --overwrite --quiet
    done
done
