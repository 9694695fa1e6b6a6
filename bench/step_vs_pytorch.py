#!/usr/bin/env python3
"""Times PCRL's training step and PyTorch's in one sitting, in turns, and prints the ratios.

    python3 bench/step_vs_pytorch.py --python /tmp/torch/bin/python --batch-size 2 --rounds 3

A round is a process of each: `bin/pcrl bench step`, then `bench/pytorch_step.py` (whose head tells how to install what
it needs). A ratio is PyTorch's time over PCRL's in the same round, medians of a scale's steps, means where scales are mixed: above
1, PCRL is faster. `all` is PyTorch computing all scales in a step against PCRL computing a uniformly drawn one. The
median of the rounds' ratios counts; all of them are printed, so that one sees how quiet the machine was.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent


def output_of(command):
    print(" ".join(command), file=sys.stderr)
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def pcrl(options):
    return output_of(
        [
            str(HOME / "bin/pcrl"), "bench", "step", "--json", "--without-convolutions",
            "--set", f"training.batch-size={options.batch_size}",
            "--set", f"network.base-width={options.base_width}",
            "--steps", str(options.steps), "--warm-up", str(options.warm_up),
        ]
    )


def pytorch(options):
    return output_of(
        [
            options.python, str(HOME / "bench/pytorch_step.py"),
            "--batch-size", str(options.batch_size), "--base-width", str(options.base_width),
            "--steps", str(options.steps), "--warm-up", str(options.warm_up),
        ]
    )


def by_scale(rows):
    return {row["scale"]: row for row in rows}


def ratios(ours, theirs):
    """PyTorch's time over PCRL's, by what both computed, and of all scales against one."""
    mine = by_scale(ours["scales"])
    result = {}
    for memory_format, rows in theirs["formats"].items():
        for scale, row in by_scale(rows).items():
            if scale in ("uniform", "all"):
                ratio = row["mean-seconds"] / mine["uniform"]["mean-seconds"]
            else:
                ratio = row["seconds"]["median"] / mine[scale]["seconds"]["median"]
            result[memory_format, scale] = ratio
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable, help="a Python that has PyTorch")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--batch-size", type=int, default=2)
    parser.add_argument("--base-width", type=int, default=32)
    parser.add_argument("--steps", type=int, default=5, help="of each kind in a round")
    parser.add_argument("--warm-up", type=int, default=2, help="steps of each kind before them")
    parser.add_argument("--keep", type=pathlib.Path, metavar="FILE", help="leave all reports there, as JSON")
    options = parser.parse_args()

    rounds = [(pcrl(options), pytorch(options)) for _ in range(options.rounds)]
    if options.keep:
        options.keep.write_text(json.dumps(rounds, indent=2))
    every = [ratios(*one) for one in rounds]
    print(f"{'PyTorch time / PCRL time':24} {'scale':>8} {'median':>7}  rounds")
    for key in every[0]:
        values = [one[key] for one in every]
        note = "  against PCRL's uniform" if key[1] == "all" else ""
        print(f"{key[0]:24} {key[1]:>8} {statistics.median(values):7.2f}  {' '.join(f'{v:.2f}' for v in values)}{note}")
    loads = [side["surroundings"]["load-average"] for one in rounds for side in one]
    print(f"load average before each process: {' '.join(f'{load:.1f}' for load in loads)}")


if __name__ == "__main__":
    main()
