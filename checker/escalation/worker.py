"""The process in which durable-rules runs: JSON lines in (program, dossiers), JSON lines out (ready, findings, done).

Run as `python -m checker.escalation.worker`. Whatever goes wrong ends the process with a code other than 0."""

import json
import os
from typing import IO


def main() -> None:
    """Answers on the original standard output; what anything else prints goes to standard error."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        with open(0, encoding="utf-8", closefd=False) as lines:
            work(lines, answers)


def work(lines: IO[str], answers: IO[str]) -> None:
    """`{"missing": why}` when durable-rules cannot be imported; else one line of findings for each dossier."""
    try:
        from checker.escalation.durable_chain import DurableChain
    except ImportError as error:
        answers.write(json.dumps({"missing": str(error)}) + "\n")
        return
    chain = DurableChain(json.loads(next(lines)))
    answers.write(json.dumps({"ready": True}) + "\n")
    answered = 0
    for line in lines:
        answers.write(json.dumps(chain.run(json.loads(line))) + "\n")
        answered += 1
    answers.write(json.dumps({"done": answered}) + "\n")


if __name__ == "__main__":
    main()
