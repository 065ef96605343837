"""The input formats: one module each, found by the ending of the file name."""

from collections.abc import Mapping

from checker.snapshot.readers import csv, parquet
from checker.snapshot.readers.raw import Reader

READERS: Mapping[str, Reader] = {".csv": csv.read, ".csv.gz": csv.read, ".parquet": parquet.read}
