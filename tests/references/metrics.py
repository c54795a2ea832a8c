"""Makes metrics.json: rows, and what scikit-learn says of them. Run: python3 metrics.py > metrics.json"""
import json

import numpy
import sklearn
from sklearn import metrics
from sklearn.preprocessing import label_binarize

random = numpy.random.RandomState(7)


def shares(rows, classes):
    """Probabilities in 64ths: exact as floats, and full of ties."""
    cuts = numpy.sort(random.randint(0, 65, (rows, classes - 1)), axis=1)
    edges = numpy.hstack([numpy.zeros((rows, 1)), cuts, numpy.full((rows, 1), 64)])
    return numpy.diff(edges, axis=1) / 64


def case(name, targets, predictions, weights, values):
    return {
        "name": name, "predictions": predictions.tolist(), "targets": targets.tolist(), "weights": weights.tolist(),
        "metrics": {key: float(value) for key, value in values.items()},
    }


def of_classes(name, truth, p, weights):
    """The most probable class decides, the first one in a tie."""
    predicted, classes = p.argmax(axis=1), p.shape[1]
    row = {"sample_weight": weights}
    values = {
        "accuracy": metrics.accuracy_score(truth, predicted, **row),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, predicted, **row),
        "macro_f1": metrics.f1_score(truth, predicted, average="macro", **row),
        "micro_f1": metrics.f1_score(truth, predicted, average="micro", **row),
        "quadratic_kappa": metrics.cohen_kappa_score(truth, predicted, weights="quadratic", labels=range(classes), **row),
        "log_loss": metrics.log_loss(truth, p, eps=2.0**-23, labels=range(classes), **row),
    }
    if classes == 2:
        values["precision"] = metrics.precision_score(truth, predicted, **row)
        values["recall"] = metrics.recall_score(truth, predicted, **row)
        values["f1"] = metrics.f1_score(truth, predicted, **row)
        values["auroc"] = metrics.roc_auc_score(truth, p[:, 1], **row)
        values["average_precision"] = metrics.average_precision_score(truth, p[:, 1], **row)
    else:
        hot = label_binarize(truth, classes=range(classes))
        values["auroc"] = metrics.roc_auc_score(truth, p, multi_class="ovr", average="macro", **row)
        values["average_precision"] = metrics.average_precision_score(hot, p, average="macro", **row)
    return case(name, truth.reshape(-1, 1), p, weights, values)


def of_labels(name, truth, p, weights):
    predicted = p > 0.5
    row = {"sample_weight": weights}
    return case(name, truth, p, weights, {
        "micro_f1": metrics.f1_score(truth, predicted, average="micro", **row),
        "macro_f1": metrics.f1_score(truth, predicted, average="macro", **row),
        "auroc": metrics.roc_auc_score(truth, p, average="macro", **row),
        "average_precision": metrics.average_precision_score(truth, p, average="macro", **row),
    })


def of_numbers(name, truth, predicted, weights):
    row = {"sample_weight": weights}
    return case(name, truth.reshape(-1, 1), predicted.reshape(-1, 1), weights, {
        "mae": metrics.mean_absolute_error(truth, predicted, **row),
        "rmse": metrics.mean_squared_error(truth, predicted, squared=False, **row),
        "r2": metrics.r2_score(truth, predicted, **row),
    })


def weights(rows):
    return random.randint(0, 9, rows) / 4


numbers = random.randint(-800, 800, 40) / 16
print(json.dumps({
    "source": f"scikit-learn {sklearn.__version__}, made by metrics.py",
    "classes": [
        of_classes("four classes", random.randint(0, 4, 60), shares(60, 4), numpy.ones(60)),
        of_classes("four classes, weighted", random.randint(0, 4, 60), shares(60, 4), weights(60)),
        of_classes("two classes", random.randint(0, 2, 50), shares(50, 2), numpy.ones(50)),
        of_classes("two classes, weighted", random.randint(0, 2, 50), shares(50, 2), weights(50)),
    ],
    "labels": [
        of_labels("five labels", random.randint(0, 2, (40, 5)), random.randint(0, 33, (40, 5)) / 32, numpy.ones(40)),
        of_labels("five labels, weighted", random.randint(0, 2, (40, 5)), random.randint(0, 33, (40, 5)) / 32, weights(40)),
    ],
    "numbers": [
        of_numbers("numbers", numbers, numbers + random.randint(-90, 90, 40) / 16, numpy.ones(40)),
        of_numbers("numbers, weighted", numbers, numbers + random.randint(-90, 90, 40) / 16, weights(40)),
    ],
}))
