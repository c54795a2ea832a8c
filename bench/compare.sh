#!/usr/bin/env bash
# Does sharing help, and which way: six balancing methods, three ways to share, three seeds; the figures of bench/results/comparisons.md.
# Needs SET, one of enb, qc and tox21; DATA, its file (enb.arff of Mulan, tox21.csv of MoleculeNet) or folder (qc, as `polytask data get` leaves it); and OUT, a folder.
set -euo pipefail
cd "$(dirname "$0")/.."
usage='usage: bench/compare.sh SET DATA OUT'
set=${1:?$usage} data=${2:?$usage} out=${3:?$usage}
mkdir -p "$out"
case $set in
    enb) { echo compactness,surface,wall,roof,height,orientation,glazing,distribution,heating,cooling; sed '1,/@data/d' "$data" | tr -d '\r'; } > "$out/enb.csv" ;;
    tox21) cp "$data" "$out/tox21.csv" ;;
    qc) cp -r "$data" "$out/qc" ;;
esac
cp "bench/compare/$set.yaml" "$out"
dotnet publish src/Polytask.Cli -c Release -p:PublishReadyToRun=true -o artifacts/polytask -v quiet
cd "$out"
"$OLDPWD/artifacts/polytask/Polytask.Cli" compare "$set.yaml" --vary sharing=hard,mmoe,cross_stitch --vary balancing=equal,uw,famo,pcgrad,cagrad,upgrad --seeds 3 --weights 2
