"""Prints what other programs compute for the cases in the tests of dev.pcrl.metric.

    pip install numpy scipy scikit-learn medpy     # 2.4.6, 1.17.1, 1.9.1, 0.5.2
    python tools/metric_values.py

The tests make the same input, by the same generator (their class Lehmer).
"""

import medpy.metric.binary as medpy
import numpy as np
from scipy import ndimage, stats
from sklearn import metrics


def lehmer(count, below, seed):
    """Lehmer's generator, C++'s minstd_rand."""
    numbers = []
    for _ in range(count):
        seed = seed * 48271 % 2147483647
        numbers.append(seed % below)
    return np.array(numbers)


def classification():
    scores = lehmer(200, 20, 1)
    truths = lehmer(200, 40, 123456789) < scores  # higher scores are more often positive
    print("AUROC", repr(metrics.roc_auc_score(truths, scores)))
    print("average precision", repr(metrics.average_precision_score(truths, scores)))
    fpr, tpr, thresholds = metrics.roc_curve(truths, scores, drop_intermediate=False)
    print("ROC at a score of at least 12 (fpr, tpr):", [(f, t) for f, t, s in zip(fpr, tpr, thresholds) if s == 12])


def distances(name, predicted, truth, spacing):
    """MedPy's values; for the 95 % distance its directed distances, put together as MONAI does."""
    directed = medpy.__dict__["__surface_distances"]
    there = directed(predicted, truth, spacing, 1)
    back = directed(truth, predicted, spacing, 1)
    print(name, "Dice", repr(medpy.dc(predicted, truth)), "IoU", repr(medpy.jc(predicted, truth)))
    print(name, "sensitivity", medpy.recall(predicted, truth), "precision", medpy.precision(predicted, truth))
    print(name, "95 %", repr(max(np.percentile(there, 95), np.percentile(back, 95))))
    print(name, "average", repr(medpy.assd(predicted, truth, spacing)))


def segmentation():
    z, y, x = np.mgrid[:12, :24, :20]
    truth = 9 * (x - 9) ** 2 + 4 * (y - 11) ** 2 + 16 * (z - 5) ** 2 <= 400
    predicted = 9 * (x - 10) ** 2 + 9 * (y - 10) ** 2 + 16 * (z - 6) ** 2 <= 250
    predicted |= (x > 16) & (y > 20) & (z > 9)  # far off, at the border of the image
    distances("3D", predicted, truth, (2.5, 1.2, 0.8))
    distances("2D", predicted[6], truth[6], (1.2, 0.8))


def transform():
    features = lehmer(9 * 7 * 5, 40, 987654321).reshape(5, 7, 9) == 0
    squares = ndimage.distance_transform_edt(~features, sampling=(3, 1.5, 0.7)) ** 2
    print("features", features.sum(), "sum of squares", repr(squares.sum()), "largest", repr(squares.max()))


def intervals():
    values = lehmer(40, 100, 192837465)
    mean = stats.bootstrap((values,), np.mean, n_resamples=200_000, method="percentile", rng=1)
    print("mean", values.mean(), "percentile interval", mean.confidence_interval)
    print("90 % interval over 4 seeds", stats.t.interval(0.9, 3, 0.75, stats.sem([0.7, 0.72, 0.8, 0.78])))


classification()
segmentation()
transform()
intervals()
