"""Whatever is done to the bytes of a file: knowledge or a KnowledgeError, nothing else, and soon."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from bot.knowledge.problems import KnowledgeError
from bot.knowledge.yamlfile import read_yaml
from tests.knowledge.sample import FILES, write

QUIET = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

# Pieces that mean something to YAML or to the model hit more than random bytes do.
PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [b"[", b"]", b"{", b"}", b": ", b"- ", b"\n", b"\n  ", b"\t", b"&a ", b"*a", b"!!int ", b"|", b">-", b"'", b'"',
         b"#", b"no", b"~", b"2025-02-30", b"{2025-05-30}", b"{2025-13-99:d}", b"1:59", b"9" * 5000, b"<<", b"? ",
         b"---\n", b"%", b"\xff", b"\x00", b"\xef\xbb\xbf", b"id: x\n", b"en: x\n", b"[" * 50, b".inf", b"0b1",
         b"=", b"1e999"]
    ),
)  # fmt: skip
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), PIECES), min_size=1, max_size=4)


def _mutated(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for where, removed, piece in edits:
        start = int(where * len(content))
        content = content[:start] + piece + content[start + removed :]
    return content


@QUIET
@given(name=st.sampled_from(sorted(FILES)), edits=EDITS)
def test_mutated_file(name: str, edits: list[tuple[float, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        (Path(folder) / name).write_bytes(_mutated(FILES[name].encode(), edits))
        begun = time.perf_counter()
        try:
            assert isinstance(load(Path(folder)), Knowledge)
        except KnowledgeError as error:
            names = {*FILES}
            for problem in error.problems:
                assert problem.file in names
                lines = (Path(folder) / problem.file).read_bytes().count(b"\n") + 2
                assert 1 <= problem.line <= lines
                assert "\n" not in str(problem)
        assert time.perf_counter() - begun < 10


@QUIET
@given(content=st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=30).map(b"".join)))
def test_any_bytes(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(content)
        file = read_yaml(path, "x.yaml")
        assert (file.data is not None) or file.problems
