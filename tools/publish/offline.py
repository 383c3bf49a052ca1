"""Make the edition that opens from a disk, as a zip: ``make offline``.

A browser lets no page of a disk load modules or start workers, so the modules become
scripts, and search runs in a frame.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from tools.project import ROOT

NAME = "what-dropout-drops"
MODULES = ("access", "mask-figure", "my-version")
# What a disk has no use for: the fallback of a server, indices and pictures for other
# sites, maps for debuggers, what search loads from a server, its other languages.
UNUSED = (
    "404.html",
    "sitemap.xml*",
    "assets/cards/**/*.png",
    "assets/**/*.map",
    "search/*.json",
    "assets/javascripts/lunr/**/*.js",
)


def build(site: Path) -> None:
    """Write the edition into a folder.

    Raises:
        subprocess.CalledProcessError: MkDocs or esbuild failed; both have said why.
        FileNotFoundError: Node.js is not there.
    """
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--config-file"]
    subprocess.run(
        [*mkdocs, ROOT / "mkdocs.offline.yml", "--site-dir", site], check=True
    )
    scripts = site / "javascripts"
    modules = [scripts / f"{name}.js" for name in MODULES]
    esbuild = [
        Path(sys.executable).with_name("node"),
        ROOT / "node_modules/esbuild/bin/esbuild",
    ]
    options = ("--bundle", "--format=iife", "--minify", "--charset=utf8")
    where = ("--allow-overwrite", f"--outdir={scripts}", "--log-level=warning")
    subprocess.run([*esbuild, *modules, *options, *where], check=True)
    for path in set(scripts.iterdir()) - set(modules):
        path.unlink()
    worker = ROOT / "node_modules/iframe-worker"
    shutil.copy(worker / "shim/index.js", scripts / "iframe-worker.js")
    shutil.copy(worker / "LICENSE", scripts / "iframe-worker.txt")
    shutil.copy(ROOT / "LICENSE", site)
    for pattern in UNUSED:
        for path in site.glob(pattern):
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
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        site = Path(folder) / NAME
        build(site)
        made = Path(folder) / f"{NAME}.zip"
        pack(site, made)
        target = made.replace(ROOT / made.name)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB; open its index.html")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        program = "mkdocs" if "mkdocs" in error.cmd else "esbuild"
        sys.exit(f"offline: {program} failed; see above")
    except KeyboardInterrupt:
        sys.exit("offline: interrupted; nothing was written")
