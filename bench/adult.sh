#!/usr/bin/env bash
# Whether one model for income and marital status is better than two, and which; the figures of the section Adult of bench/results/sharing.md.
# Needs DATA, the zip with adult.data and adult.test of https://archive.ics.uci.edu/dataset/2/adult, and OUT, a folder.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:?usage: bench/adult.sh DATA OUT} out=${2:?usage: bench/adult.sh DATA OUT}
mkdir -p "$out"
rows() {
    unzip -p "$data" "*adult.$1" | awk -F', *' -v OFS=, -v part="$2" 'NF == 15 {
        print $1, $2, $4, $5, $7, $9, $10, $11, $12, $13, $14, $15 ~ />/ ? "more" : "less", $6 == "Never-married" ? "yes" : "no", part }'
}
{
    echo age,workclass,education,education_years,occupation,race,sex,capital_gain,capital_loss,hours,country,income,never_married,part
    rows data train
    rows test test
} > "$out/adult.csv"
cp bench/adult.yaml "$out"
dotnet publish src/Polytask.Cli -c Release -p:PublishReadyToRun=true -o artifacts/polytask -v quiet
cd "$out"
"$OLDPWD/artifacts/polytask/Polytask.Cli" compare adult.yaml --vary sharing=hard,mmoe,ple --seeds 3 --weights 0
