"""The committed masks are drawn anew, compared, and written where that is asked."""

import json
from pathlib import Path

import pytest

from tools.studies import matrix, streams

MASKS = (streams.VECTORS / "pytorch-2.6.0.json").read_text("utf-8")


def test_every_file_of_masks_is_drawn_by_an_environment_or_by_the_tests() -> None:
    drawn = [name for each in streams.environments().values() for name in each["draws"]]
    files = {path.stem for path in streams.VECTORS.glob("*.json")}
    assert len(drawn) == len(set(drawn)) > 0
    # tests/streams/test_streams.py draws those of TensorFlow.js.
    assert files - {"tensorflow-js-4.22.0"} == set(drawn)


def test_an_environment_that_cannot_be_made_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "drawn").write_text(MASKS)
    (tmp_path / "nothing").touch()
    listed = tmp_path / "streams.toml"
    listed.write_text(
        '["A 0"]\ninstall = ["./no-such-package"]\ndraws.a-0 = ["no_such_module"]\n'
        f'["B 1"]\ninstall = ["--requirement", "{tmp_path}/nothing"]\n'
        f'draws.b-1 = ["json.tool", "{tmp_path}/drawn"]\n'
    )
    monkeypatch.setattr(streams, "ENVIRONMENTS", listed)
    monkeypatch.setattr(streams, "VECTORS", tmp_path)
    monkeypatch.setattr(matrix, "KEPT", tmp_path / "kept")
    # The first failed, and of the second nothing is committed.
    assert streams.main() == 2
    assert streams.main("b-1", write=True) == 0
    assert json.loads((tmp_path / "b-1.json").read_text("utf-8")) == json.loads(MASKS)
    assert streams.main("b-1") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("[ 1/2] A 0: failed: ")
    assert lines[1:] == [
        "[ 2/2] B 1: asked",
        "        b-1: 7 masks, 0 are committed",
        "[ 1/1] B 1: kept",
        "        b-1: written",
        "[ 1/1] B 1: kept",
        "        b-1: 7 masks, all as committed",
    ]
    with pytest.raises(SystemExit, match="no masks are called unheard-of"):
        streams.main("unheard-of")


def test_what_differs_is_counted_and_shown() -> None:
    assert streams.compared(MASKS, MASKS) == "7 masks, all as committed"
    elsewhere = MASKS.replace("Linux", "macOS")
    assert streams.compared(elsewhere, MASKS).endswith(
        "by PyTorch 2.6.0, macOS x86-64, CPU"
    )
    other = MASKS.replace('"kept": "1', '"kept": "0', 1)
    assert other != MASKS
    with pytest.raises(matrix.MatrixError, match="1 of 7 masks differ, first"):
        streams.compared(other, MASKS)
    with pytest.raises(matrix.MatrixError, match="7 masks, 0 are committed"):
        streams.compared(MASKS, '{"masks": []}')
