"""River's learners, test-then-train over a file of examples, as often as it is asked.

Usage: python learners_peer.py FILE FEATURES

FILE is little-endian float64, the class 0 or 1 after the features. Each line of input is `EXAMPLES NAME`, NAME one of LEARNERS; it
begins anew. The answer is `wall seconds, CPU seconds, examples predicted rightly`, after a first line with river's version.
"""

import array
import sys
import time

import river
from river import ensemble, forest, naive_bayes, neighbors, tree

LEARNERS = {
    "naive Bayes": naive_bayes.GaussianNB,
    "Hoeffding tree": tree.HoeffdingTreeClassifier,
    "Hoeffding adaptive tree": lambda: tree.HoeffdingAdaptiveTreeClassifier(seed=1),
    "nearest neighbours": lambda: neighbors.KNNClassifier(
        n_neighbors=10, weighted=False, engine=neighbors.LazySearch(window_size=1000)
    ),
    "leveraging bagging (10)": lambda: ensemble.LeveragingBaggingClassifier(
        tree.HoeffdingTreeClassifier(), n_models=10, seed=1
    ),
    "adaptive random forest (10)": lambda: forest.ARFClassifier(n_models=10, max_features=0.6, seed=1),
}


def test_then_train(model, examples):
    """Wall and CPU seconds, and how many predictions were right."""
    wall, cpu, right = time.perf_counter(), time.process_time(), 0
    for x, label in examples:
        right += model.predict_one(x) == label
        model.learn_one(x, label)
    return time.perf_counter() - wall, time.process_time() - cpu, right


def main(path, features):
    values = array.array("d")
    with open(path, "rb") as file:
        values.frombytes(file.read())
    if sys.byteorder == "big":
        values.byteswap()
    width = int(features) + 1
    names = [f"n{column}" for column in range(width - 1)]
    rows = (values[at : at + width] for at in range(0, len(values), width))
    examples = [(dict(zip(names, row)), int(row[-1])) for row in rows]
    print(river.__version__, flush=True)
    for line in sys.stdin:
        count, name = line.strip().split(" ", 1)
        print(*test_then_train(LEARNERS[name](), examples[: int(count)]), flush=True)


main(*sys.argv[1:])
