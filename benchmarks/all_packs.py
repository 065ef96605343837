"""All packs over the industrial sample in one audit, against audits of single rules."""

from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from benchmarks.pack import MEMORY_LIMIT, Line
from benchmarks.process import CHECKER, Spent, spend
from checker.rulebook.book import load_book, shipped_rules

CLIENTS = 10_000
SEED = 7
PERIOD = "2025-12"
SHARE_LIMIT = 0.15
ALONE = 8


def all_packs(build: Path) -> list[Line]:
    """CPU of one `checker audit` of all rules, as a share of the sum of an audit for each rule.

    The sum is that of rules picked evenly from all, scaled to their number.
    """
    folder = build / f"industrial-{CLIENTS}"
    if not folder.exists():
        making = ["sample", "--company", "industrial", "--clients", str(CLIENTS), "--seed", str(SEED)]
        _ended(spend([*CHECKER, *making, "--out", str(folder)]), 0)
    rules = sorted(load_book([shipped_rules()]).rules)
    picked = rules[:: len(rules) // ALONE][:ALONE]
    whole = _audit(folder)
    alone = mean(_audit(folder, rule).cpu for rule in picked) * len(rules)
    share = whole.cpu / alone
    return [
        Line("all packs / sum of rules alone, cpu", f"{share:.3f}", f"{SHARE_LIMIT}", share <= SHARE_LIMIT),
        Line("memory of all packs, MB", f"{whole.memory:.0f}", f"{MEMORY_LIMIT:.0f}", whole.memory <= MEMORY_LIMIT),
    ]


def _audit(folder: Path, *rules: str) -> Spent:
    with TemporaryDirectory(prefix="benchmark-") as store:
        options = ["--config", str(folder / "compliance.yaml"), "--store", store, "--period", PERIOD, "--quiet"]
        chosen = [text for rule in rules for text in ("--select", rule)]
        return _ended(spend([*CHECKER, "audit", str(folder), *options, *chosen]), 0, 1, 3)


def _ended(spent: Spent, *codes: int) -> Spent:
    """What a command cost that did its work; one that did not must not look cheap."""
    if spent.code not in codes:
        raise RuntimeError(f"a measured command ended with exit code {spent.code}")
    return spent
