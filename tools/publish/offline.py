"""Make the edition that opens from a disk, as a zip: ``make offline``.

A browser lets no page of a disk load modules or start workers, so the modules become
scripts, and search runs in a frame.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.project import CACHE, NODE, NODE_MODULES, ROOT, languages, mkdocs_build

NAME = "what-dropout-drops"
CONFIG = "mkdocs.offline.yml"
# What a page loads of the site's own scripts.
SCRIPT = re.compile(r'src="(?:\.\./)*javascripts/([\w-]+)\.js"')
WORKER = "iframe-worker"
# What a disk has no use for: the fallback of a server, indices and pictures for other
# sites, maps for debuggers, what search loads from a server, its other languages.
UNUSED = (
    "404.html",
    "sitemap.xml*",
    "assets/cards/**/*.png",
    "assets/**/*.map",
    "search/*.json",
)
# The search of each language; English needs none of it.
STEMS = "assets/javascripts/lunr"


class OfflineError(Exception):
    """The edition could not be made; the message says by what and why."""


def build(site: Path) -> None:
    """Write the edition into a folder, with every language below it.

    Raises:
        OfflineError: MkDocs or esbuild failed.
    """
    try:
        differs = (ROOT / CONFIG).read_text("utf-8")
    except FileNotFoundError:
        raise OfflineError(f"{CONFIG} is missing; put it back") from None
    with ThreadPoolExecutor() as pool:
        others = {}
        for code in languages():
            below = differs.replace("mkdocs.yml", f"mkdocs.{code}.yml", 1)
            place = site.with_name(f"{site.name}-{code}")
            others[code] = pool.submit(_build, place, code, below)
        _build(site, "en", differs)
        for code, made in others.items():
            made.result().rename(site / code)
    shutil.copy(ROOT / "LICENSE", site)


def _build(site: Path, code: str, config: str) -> Path:
    built = mkdocs_build(ROOT, site, "-", config)
    if built.returncode:
        raise OfflineError(f"{built.stderr.strip()}\nmkdocs failed; see above")
    bundle(site)
    worker = NODE_MODULES / WORKER
    shutil.copy(worker / "shim/index.js", site / f"javascripts/{WORKER}.js")
    shutil.copy(worker / "LICENSE", site / f"javascripts/{WORKER}.txt")
    for pattern in UNUSED:
        for path in site.glob(pattern):
            path.unlink()
    needed = {f"lunr.{name}.min.js" for name in (code, "stemmer.support", "multi")}
    for path in (site / STEMS).rglob("*.js"):
        if code == "en" or path.name not in needed:
            path.unlink()
    return site


def bundle(site: Path) -> None:
    """Make one script of each module that a page loads, with what it imports.

    Raises:
        OfflineError: esbuild failed.
    """
    scripts = site / "javascripts"
    texts = (path.read_text("utf-8") for path in site.rglob("*.html"))
    loaded = {name for text in texts for name in SCRIPT.findall(text)} - {WORKER}
    modules = [scripts / f"{name}.js" for name in sorted(loaded)]
    esbuild = [NODE, NODE_MODULES / "esbuild/bin/esbuild"]
    options = ("--bundle", "--format=iife", "--minify", "--charset=utf8")
    where = ("--allow-overwrite", f"--outdir={scripts}", "--log-level=warning")
    try:
        done = subprocess.run(
            [*esbuild, *modules, *options, *where], capture_output=True, text=True
        )
    except FileNotFoundError:
        raise OfflineError(f"{NODE} is missing; run make offline") from None
    if done.returncode:
        raise OfflineError(f"{done.stderr.strip()}\nesbuild failed; see above")
    for path in set(scripts.rglob("*.js")) - set(modules):
        path.unlink()


def pack(site: Path, path: Path) -> None:
    """Zip a folder under its own name; the same files always give the same zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for source in sorted(site.rglob("*")):
            if source.is_file():
                # Without the time of the build.
                entry = zipfile.ZipInfo(source.relative_to(site.parent).as_posix())
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                file.writestr(entry, source.read_bytes())


def main() -> None:
    """Build in a folder beside the zip, so that only a whole one replaces it."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        site = Path(folder) / NAME
        build(site)
        made = Path(folder) / f"{NAME}.zip"
        pack(site, made)
        target = made.replace(ROOT / made.name)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB; open its index.html")


if __name__ == "__main__":
    try:
        main()
    except OfflineError as error:
        sys.exit(f"offline: {error}")
    except KeyboardInterrupt:
        sys.exit("offline: interrupted; nothing was written")
