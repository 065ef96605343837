"""How often each clause reaches each state over the random worlds: python -m tests.oracle.histogram [seeds]."""

import sys
from collections import Counter

from .judge import judge
from .random_world import TOPICS, random_period, random_world


def histogram(seeds: int) -> dict[str, Counter[str]]:
    """Counts of states by clause, rows of a missing file apart, over so many seeds of every topic."""
    counts: dict[str, Counter[str]] = {}
    for topic in TOPICS:
        for seed in range(seeds):
            world = random_world(seed, topic)
            for clause, subject, _, state in judge(world, *random_period(seed, world)):
                if subject != "*":
                    counts.setdefault(clause, Counter())[state] += 1
    return dict(sorted(counts.items()))


if __name__ == "__main__":
    for name, states in histogram(int(sys.argv[1]) if len(sys.argv) > 1 else 200).items():
        print(f"{name:12}", dict(sorted(states.items())))
