"""The repository of a company that checks its exports in CI: the export, its rules, its policy, under git."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.small_pack import INQUIRIES, PACK, write_snapshot

ROOT = Path(__file__).parents[2]
# Seen at the first run: two late replies and a card without an address. The fourth comes later.
NEW = "q6,email,2024-03-04 10:00:00,,e2\n"


@dataclass(frozen=True)
class Done:
    """How a shell ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Repository:
    """A working copy; `shell` runs in it as a CI job would, with the checker of this environment."""

    folder: Path
    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    def shell(self, script: str, **variables: str) -> Done:
        """Run a script of bash as runners do: it ends with the first command that fails."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        own = {"PATH": path, "HOME": str(self.home), "CHECKER_CACHE": os.environ["CHECKER_CACHE"]}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder,
            env={**own, **self.variables, **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def expect(self, script: str) -> str:
        """What a script that must succeed says."""
        done = self.shell(script)
        assert done.code == 0, done.err
        return done.out

    def commit(self, message: str) -> None:
        """All that lies in the folder and is not ignored."""
        who = "git -c user.name=Auditor -c user.email=auditor@example.org"
        self.expect(f"git add --all && {who} commit --quiet --message '{message}'")

    def files(self) -> list[str]:
        """What git knows."""
        return self.expect("git ls-files").splitlines()

    def deliver(self, inquiries: str) -> None:
        """The next export, with these requests."""
        write_snapshot(self.folder, inquiry=inquiries)
        self.commit("export")

    def deliver_a_new_violation(self) -> None:
        """The next export holds one more request that nobody answered."""
        self.deliver(INQUIRIES + NEW)

    def accept_what_is_there(self, store: str) -> None:
        """The baseline of the last audit, committed."""
        self.expect(f"checker baseline create latest --store '{store}'")
        self.commit("baseline")


def sample_repository(folder: Path) -> Repository:
    """A repository with a snapshot, one pack of rules and a policy."""
    repository = Repository(folder / "repository", folder)
    (repository.folder / "rules").mkdir(parents=True)
    repository.expect("git init --quiet")
    write_snapshot(repository.folder)
    (repository.folder / "rules" / "small.yaml").write_text(PACK, encoding="utf-8")
    (repository.folder / "compliance.yaml").write_text("fail_on: low\n", encoding="utf-8")
    (repository.folder / ".gitignore").write_text(".checker/\n", encoding="utf-8")
    repository.commit("export, rules, policy")
    return repository


def filled(text: str, values: dict[str, Any]) -> str:
    """`${{ name }}` replaced by its value; a name that is not among them is a mistake of the recipe."""
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda found: str(values[found[1]]), text)
