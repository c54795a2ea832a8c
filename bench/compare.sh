#!/usr/bin/env bash
# Does sharing help, and which way: the comparisons of bench/results/comparisons.md, three seeds each. Options behind OUT go to `polytask compare`.
# Needs SET, one of the cases below; DATA, its file or folder; and OUT, a folder for the run file, what it reads and the comparison.
set -euo pipefail
cd "$(dirname "$0")/.."
usage='usage: bench/compare.sh SET DATA OUT [OPTION …]'
set=${1:?$usage} data=$(realpath "${2:?$usage}") out=${3:?$usage}
shift 3
mkdir -p "$out"
run=bench/compare/$set.yaml
methods=equal,uw,famo,pcgrad,cagrad,upgrad
kinds=hard,mmoe,cross_stitch
case $set in
    enb | jura | wq) # SET.arff of Mulan
        { sed -n 's/^@attribute *\([^ ]*\) .*/\1/Ip' "$data" | paste -sd,; sed '1,/^@data/Id' "$data" | tr -d '\r' | grep .; } > "$out/$set.csv" ;;
    tox21) # tox21.csv of MoleculeNet
        cp "$data" "$out/tox21.csv" ;;
    qc) # the folder, as `polytask data get` leaves it
        ln -sfn "$data" "$out/qc" ;;
    fdu_mtl) # the folder, as `polytask data show fdu_mtl` says
        ln -sfn "$data" "$out/fdu_mtl"
        kinds=hard,mmoe,ple ;;
    multi_mnist) # the folder with the IDX files of MNIST
        ln -sfn "$data" "$out/mnist"
        run=bench/vision/multi_mnist.yaml methods=equal,uw,famo,imtl,mgda,pcgrad,cagrad,aligned_mtl,upgrad kinds=hard ;;
    adult) # the zip with adult.data and adult.test of https://archive.ics.uci.edu/dataset/2/adult
        rows() {
            unzip -p "$data" "*adult.$1" | awk -F', *' -v OFS=, -v part="$2" 'NF == 15 {
                print $1, $2, $4, $5, $7, $9, $10, $11, $12, $13, $14, $15 ~ />/ ? "more" : "less", $6 == "Never-married" ? "yes" : "no", part }'
        }
        {
            echo age,workclass,education,education_years,occupation,race,sex,capital_gain,capital_loss,hours,country,income,never_married,part
            rows data train
            rows test test
        } > "$out/adult.csv"
        kinds=hard,mmoe,ple ;;
    *) echo "$usage" >&2; exit 2 ;;
esac
cp "$run" "$out"
dotnet publish src/Polytask.Cli -c Release -p:PublishReadyToRun=true -o artifacts/polytask -v quiet
cd "$out"
"$OLDPWD/artifacts/polytask/Polytask.Cli" compare "$(basename "$run")" --vary sharing=$kinds --vary balancing=$methods --seeds 3 --weights 2 "$@"
