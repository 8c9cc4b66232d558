"""What river's StandardScaler | LogisticRegression costs and predicts on the examples of a file.

Usage: python river_peer.py EXAMPLES PREDICTIONS

EXAMPLES holds one JSON object a line: {"numeric": {name: value}, "ones": [name], "label": 0 or 1}. Everything is parsed before
anything is timed. PREDICTIONS gets one probability a line: that of the example before it was learned. Prints one JSON document.

river's logistic regression takes features by name and does not hash, so a categorical value or cross is a feature of its own
with the value 1.0. Such a feature has no spread: StandardScaler would make it 0, so only the numeric features go through it. The
intercept is one more such feature, so that AdaGrad moves it as it moves the others. The parts are called one after the other,
without a Pipeline around them, which would cost more; the Pipeline is timed too.
"""

import json
import sys
import time

import river
from river import compose, linear_model, optim, preprocessing

STRETCHES = 5


def logistic():
    return linear_model.LogisticRegression(optimizer=optim.AdaGrad(lr=0.1), intercept_lr=0.0)


def stretches(rows):
    size = -(-len(rows) // STRETCHES)
    return [rows[at : at + size] for at in range(0, len(rows), size)]


def seconds_each(rows, work):
    """Wall and CPU seconds of `work` on each stretch, and the examples in it."""
    timed = []
    for stretch in stretches(rows):
        wall, cpu = time.perf_counter(), time.process_time()
        work(stretch)
        timed.append(
            {
                "wallSeconds": time.perf_counter() - wall,
                "cpuSeconds": time.process_time() - cpu,
                "examples": len(stretch),
            }
        )
    return timed


def main(examples_path, predictions_path):
    with open(examples_path, encoding="utf-8") as lines:
        parsed = [json.loads(line) for line in lines]
    rows = [(row["numeric"], {name: 1.0 for name in row["ones"]}, bool(row["label"])) for row in parsed]

    scaler, model = preprocessing.StandardScaler(), logistic()

    def learn(stretch):
        for numeric, ones, label in stretch:
            scaler.learn_one(numeric)
            x = scaler.transform_one(numeric)
            x.update(ones)
            model.learn_one(x, label)

    def predict(stretch):
        for numeric, ones, _ in stretch:
            x = scaler.transform_one(numeric)
            x.update(ones)
            model.predict_proba_one(x)

    learned = seconds_each(rows, learn)
    predicted = seconds_each(rows, predict)

    names = list(parsed[0]["numeric"])
    joined = [({**numeric, **ones}, label) for numeric, ones, label in rows]
    scaled = compose.Select(*names) | preprocessing.StandardScaler()
    pipeline = (scaled + compose.Discard(*names)) | logistic()

    def learn_in_pipeline(stretch):
        for x, label in stretch:
            pipeline.learn_one(x, label)

    in_pipeline = seconds_each(joined, learn_in_pipeline)

    scaler, model = preprocessing.StandardScaler(), logistic()
    with open(predictions_path, "w", encoding="utf-8") as out:
        for row in rows:
            numeric, ones, _ = row
            x = scaler.transform_one(numeric)
            x.update(ones)
            out.write(f"{model.predict_proba_one(x)[True]!r}\n")
            learn([row])

    json.dump(
        {"version": river.__version__, "learn": learned, "predict": predicted, "learnInPipeline": in_pipeline},
        sys.stdout,
    )


main(*sys.argv[1:])
