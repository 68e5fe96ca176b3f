"""The software bill of materials (CycloneDX 1.6): what the lock file pins, and what lies in static/vendor."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_NPM = re.compile(r"npm package (?P<name>\S+) (?P<version>[^\s,]+), \S*?(?P<file>[^\s/,]+),")
_LICENCES = {"MIT": "MIT", "Zero-Clause BSD": "0BSD"}


def bill_of_materials() -> dict[str, Any]:
    command = [Path(sys.executable).with_name("cyclonedx-py"), "requirements", "--spec-version", "1.6"]
    options = ["--output-reproducible", "--pyproject", "pyproject.toml", "deploy/requirements.lock"]
    process = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=True)
    bill: dict[str, Any] = json.loads(process.stdout)
    for component in bill["components"]:
        component.pop("description", None)  # the line of the lock file
        component.pop("externalReferences", None)  # the address of an index: any may be used
        component.update(licences_of(component["name"]))
    bill["components"] += [vendored(folder) for folder in sorted((ROOT / "static/vendor").iterdir())]
    return bill


def licences_of(package: str) -> dict[str, Any]:
    """What an installed package says of its licence; nothing for one of another platform."""
    try:
        stated = metadata(package)
    except PackageNotFoundError:
        return {}
    if expression := stated.get("License-Expression"):
        return {"licenses": [{"expression": expression}]}
    classes = [
        classifier.rpartition(" :: ")[2]
        for classifier in stated.get_all("Classifier", [])
        if "License ::" in classifier
    ]
    return {"licenses": [{"license": {"name": name}} for name in classes]} if classes else {}


def vendored(folder: Path) -> dict[str, Any]:
    """A component of static/vendor, from its VERSION file and the file itself."""
    version_text = (folder / "VERSION").read_text(encoding="utf-8")
    npm = _NPM.search(version_text)
    assert npm is not None, f"{folder.name}/VERSION names no npm package"
    licence = next(spdx for words, spdx in _LICENCES.items() if words in version_text)
    digest = hashlib.sha256((folder / npm["file"]).read_bytes()).hexdigest()
    return {
        "type": "library",
        "bom-ref": f"vendor-{folder.name}",
        "name": npm["name"],
        "version": npm["version"],
        "purl": f"pkg:npm/{npm['name']}@{npm['version']}",
        "licenses": [{"license": {"id": licence}}],
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(json.dumps(bill_of_materials(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"写好 {target}：{len(bill_of_materials()['components'])} 个组成部分")
