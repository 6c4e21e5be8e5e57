"""Uploads: what is taken, where it is put, and everything that is refused."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.curating.uploads import CODES, MAX_ALL, MAX_FILE, MAX_FILES, UploadError, unpack
from bot.knowledge.files import is_name


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()


def refused(*files: tuple[str, bytes]) -> str:
    with pytest.raises(UploadError) as caught:
        unpack(files)
    assert caught.value.code in CODES
    return caught.value.code


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def fifo(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFIFO | 0o666) << 16
    return entry


def test_flat_names_find_their_place() -> None:
    given_ = [("palu-balikpapan.yaml", b"a"), ("people.yaml", b"b"), ("questions.yaml", b"c")]
    assert unpack(given_) == {
        "cooperations/palu-balikpapan.yaml": b"a",
        "people.yaml": b"b",
        "questions.yaml": b"c",
    }


@pytest.mark.parametrize("around", ["", "knowledge/"])
def test_a_zip_of_the_folder(around: str) -> None:
    content = packed((f"{around}cooperations/a.yaml", b"x"), (f"{around}sources.yaml", b"y"))
    assert unpack([("K.ZIP", content)]) == {"cooperations/a.yaml": b"x", "sources.yaml": b"y"}


def test_a_zip_beside_a_file() -> None:
    assert set(unpack([("a.zip", packed(("a.yaml", b"x"))), ("b.yaml", b"y")])) == {
        "cooperations/a.yaml",
        "cooperations/b.yaml",
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../people.yaml", "path"),
        ("cooperations/../../x.yaml", "path"),
        ("/etc/passwd", "path"),
        ("C:people.yaml", "path"),
        ("..\\people.yaml", "path"),
        ("cooperations//a.yaml", "path"),
        ("./a.yaml", "path"),
        ("a\nb.yaml", "path"),
        ("notes.txt", "name"),
        ("Palu Poso.yaml", "name"),
        ("cooperations/a.yml", "name"),
        ("cooperations/old/a.yaml", "name"),
        ("schema/people.schema.json", "name"),
        ("", "path"),
        (".yaml", "name"),
        ("pālu.yaml", "name"),
    ],
)
def test_names_that_lead_elsewhere(name: str, code: str) -> None:
    assert refused((name, b"x")) == code
    # A zip with a second file, so that the first part of the name is no folder around all.
    if name and "\\" not in name and not name.startswith("schema/"):
        assert refused(("a.zip", packed((name, b"x"), ("b.yaml", b"y")))) in (code, "folder")


def test_limits() -> None:
    assert refused() == "empty"
    assert refused(("a.zip", packed())) == "empty"
    assert refused(("a.yaml", b"x" * (MAX_FILE + 1))) == "too_large"
    assert unpack([("a.yaml", b"x" * MAX_FILE)])
    six = [(f"a{n}.yaml", b"x" * MAX_FILE) for n in range(6)]
    assert refused(*six) == "too_large_whole"
    assert refused(*[(f"a{n}.yaml", b"x") for n in range(MAX_FILES + 1)]) == "too_many"
    assert refused(("a.zip", packed(*[(f"a{n}.yaml", b"x") for n in range(MAX_FILES + 1)]))) == "too_many"
    assert refused(("a.zip", packed(("a.yaml", b"x" * (MAX_FILE + 1)), how=zipfile.ZIP_STORED))) == "too_large"
    stored = packed(*[(f"a{n}.yaml", bytes([n]) * (MAX_FILE - 200)) for n in range(5)], how=zipfile.ZIP_STORED)
    assert len(unpack([("a.zip", stored)])) == 5
    assert refused(("a.zip", b"x" * (MAX_ALL + 1))) == "too_large_whole"


def test_a_bomb() -> None:
    assert refused(("a.zip", packed(("a.yaml", b"0" * MAX_FILE)))) == "bomb"


def test_a_bomb_that_lies_about_its_size() -> None:
    content = bytearray(packed(("a.yaml", b"0" * MAX_FILE)))
    small = struct.pack("<I", 10)
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = small
    content[22:26] = small
    assert refused(("a.zip", bytes(content))) in ("bomb", "not_a_zip")


def test_what_is_no_plain_file() -> None:
    assert refused(("a.zip", packed((link("a.yaml"), b"/etc/passwd")))) == "link"
    assert refused(("a.zip", packed((fifo("a.yaml"), b"")))) == "link"
    assert refused(("a.zip", packed(("a.yaml/", b""), ("b.yaml", b"x")))) == "folder"
    assert refused(("a.zip", packed(("../", b""), ("b.yaml", b"x")))) == "folder"


def test_a_zip_as_programs_make_them() -> None:
    content = packed(
        ("knowledge/", b""),
        ("knowledge/cooperations/", b""),
        ("knowledge/cooperations/a.yaml", b"x"),
        ("knowledge/schema/", b""),
        ("knowledge/schema/people.schema.json", b"{}"),
        ("knowledge/README.md", b"hello"),
    )
    assert unpack([("knowledge.zip", content)]) == {"cooperations/a.yaml": b"x"}


def test_a_packing_that_is_not_read() -> None:
    assert refused(("a.zip", packed(("a.yaml", b"x" * 50), how=zipfile.ZIP_BZIP2))) == "not_a_zip"


def test_an_encrypted_entry() -> None:
    content = bytearray(packed(("a.yaml", b"x" * 20)))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(("a.zip", bytes(content))) == "encrypted"


def test_a_file_twice() -> None:
    assert refused(("a.yaml", b"x"), ("cooperations/a.yaml", b"y")) == "twice"


def test_no_zip_at_all() -> None:
    assert refused(("a.zip", b"hello")) == "not_a_zip"
    whole = packed(("a.yaml", b"abc" * 100), ("b.yaml", b"y"))
    assert refused(("a.zip", whole[:40] + b"\xff\xff\xff\xff" + whole[44:])) == "not_a_zip"


def test_a_zip_with_a_file_of_no_name() -> None:
    whole = packed(("a.yaml", b"x")).replace(b"a.yaml", b"\0.yaml")  # a name ends at its first NUL
    assert refused(("a.zip", whole)) == "not_a_zip"


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, 10_000), piece=st.binary(min_size=1, max_size=6))
def test_damaged_zips_are_refused_or_read(at: int, piece: bytes) -> None:
    whole = packed(("cooperations/a.yaml", b"id: a\n" * 20), ("people.yaml", b"- id: b\n" * 20))
    at %= len(whole)
    damaged = whole[:at] + piece + whole[at + len(piece) :]
    try:
        names = list(unpack([("a.zip", damaged)]))
    except UploadError as error:
        code = error.code
    else:
        code = "" if all(map(is_name, names)) else "a name that is none"
    assert code in ("", *CODES)
