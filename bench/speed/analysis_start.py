"""What a start of the analyzer takes, step by step: the processor's time and the memory in use.

usage: python -m bench.speed.analysis_start [ADDRESS] [--rounds N] [--json]

Each round is a process of its own. The evidence is that of the index at ADDRESS, of the embedded
engine. What the analyzer keeps in files from start to start is there after the first round, which
is told by itself; the other rounds give the median. numpy is loaded before the clock starts.
"""

import json
import statistics
import subprocess
import sys

import click

from bench.measuring import ROOT, address_argument, json_option, live_folder

_ROUNDS = 5

_STEPS = """
import json, resource, sys, time
from pathlib import Path
import numpy
steps = {}
def step(name):
    global started
    steps[name] = (time.process_time() - started) * 1000
    started = time.process_time()
started = time.process_time()
from index.analysis import Analyzer, Evidence, families, fingerprint
step("import")
families.word_table()
step("word table")
families.members()
step("members of the families")
evidence = Evidence.read(Path(sys.argv[1]))
step("evidence")
Analyzer(evidence).terms("والمدارس")
step("first word")
fingerprint()
step("fingerprint")
steps["all"] = sum(steps.values())
steps["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(steps))
"""


def started(folder: str) -> dict[str, float]:
    """Start the analyzer in a process of its own; return milliseconds by step, and megabytes."""
    run = subprocess.run(
        [sys.executable, "-c", _STEPS, folder], cwd=ROOT, capture_output=True, check=True
    )
    steps: dict[str, float] = json.loads(run.stdout)
    return steps


@click.command()
@address_argument
@click.option("--rounds", default=_ROUNDS, show_default=True, help="After the first.")
@json_option
def main(address: str, rounds: int, as_json: bool) -> None:
    """Print the steps of a start."""
    folder = str(live_folder(address))
    first, *others = [started(folder) for _ in range(rounds + 1)]
    report = {
        step: {
            "first": round(first[step], 1),
            "median": round(statistics.median(one[step] for one in others), 1),
        }
        for step in first
    }
    if as_json:
        click.echo(json.dumps(report))
        return
    click.echo(f"{'ms':28}{'first':>10}{'median':>10}")
    for step, times in report.items():
        click.echo(f"{step:28}{times['first']:10.1f}{times['median']:10.1f}")


if __name__ == "__main__":
    main()
