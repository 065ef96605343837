"""The browser that prints: an installed Chromium, Chrome or Edge, run once, with neither network nor own profile."""

import os
import re
import shutil
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from checker.errors import NotWrittenError, Problem

VARIABLE = "CHECKER_BROWSER"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--run-all-compositor-stages-before-draw",
)
SECONDS = 300
# Where the file says when it was made; the digits are as many as ours, so that no place in the file moves.
MADE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}(\+00'00'\)|Z\)|[+-]\d\d'\d\d'\))")


def find_browser() -> Path:
    """The browser that CHECKER_BROWSER names, else the first known one. Raises NotWrittenError: there is none."""
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise NotWrittenError(Problem(VARIABLE, f"'{named}' is no program", "name Chromium, Chrome or Edge"))
        return Path(found)
    for name in (*NAMES, *ELSEWHERE):
        if found := shutil.which(name):
            return Path(found)
    remedy = f"install Chromium, Chrome or Edge, or name one in {VARIABLE}; docx and html need none"
    raise NotWrittenError(Problem("--format", "pdf is printed by a browser, and none was found", remedy))


def printed(page: str, made: datetime, browser: Path) -> bytes:
    """A page as PDF that says it was made at `made` (UTC), whenever that is. NotWrittenError: it was not printed."""
    with tempfile.TemporaryDirectory(prefix="checker-print-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "document.html", folder / "document.pdf"
        source.write_bytes(page.encode("utf-8", "replace"))
        said = _run(browser, folder, source, target)
        if not target.is_file() or not target.stat().st_size:
            last = said.strip().splitlines()[-1:] or ["it said nothing"]
            raise NotWrittenError(Problem(str(browser), f"printed nothing: {last[0]}", f"try another in {VARIABLE}"))
        return _dated(target.read_bytes(), made)


def _run(browser: Path, folder: Path, source: Path, target: Path) -> str:
    command = [str(browser), *OPTIONS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--no-sandbox")
    try:
        done = subprocess.run([*command, source.as_uri()], capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise NotWrittenError(Problem(str(browser), f"did not print within {SECONDS} seconds")) from None
    except OSError as error:
        raise NotWrittenError(Problem(str(browser), f"cannot be run: {error.strerror or error}")) from None
    return done.stderr.decode("utf-8", "replace")


def _dated(content: bytes, made: datetime) -> bytes:
    stamp = made.strftime("%Y%m%d%H%M%S").encode()
    return MADE.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
