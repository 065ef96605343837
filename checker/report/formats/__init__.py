"""The formats of a report: each module has SUFFIX and write(report, out, words)."""

import pkgutil

NAMES = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))
