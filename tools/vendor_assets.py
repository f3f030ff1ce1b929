"""Copy the files that ``package.json`` names under ``vendor`` from ``node_modules`` into ``webapp/static/vendor``.

The target folder holds exactly those files afterwards. A named file that is missing ends the run with its name.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
TARGET = HOUSE / "webapp" / "static" / "vendor"


def copy_assets() -> int:
    """The number of files copied; the folder is made anew."""
    named = json.loads((HOUSE / "package.json").read_text(encoding="utf-8"))["vendor"]
    shutil.rmtree(TARGET, ignore_errors=True)
    for target, source in named.items():
        (TARGET / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HOUSE / "node_modules" / source, TARGET / target)
    return len(named)


if __name__ == "__main__":
    try:
        print(f"assets: {copy_assets()} files in webapp/static/vendor")
    except FileNotFoundError as missing:
        sys.exit(f"assets: {missing.filename} is missing; package.json names it under `vendor`")
