"""Every reason for refusing an upload has its sentence in both languages."""

from __future__ import annotations

import pytest

from bot.curating.uploads import CODES, UploadError, unpack
from bot.phrases.table import TABLES
from bot.rendering.uploads import refusal


def test_every_code_has_its_sentence() -> None:
    for table in TABLES.values():
        assert {key for key in table if key.startswith("cur.upload.")} == {f"cur.upload.{code}" for code in CODES}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ["../people.yaml", "notes.txt", "a.zip"])
def test_a_refusal_reads_like_a_sentence(name: str, language: str) -> None:
    with pytest.raises(UploadError) as caught:
        unpack([(name, b"x")])
    said = refusal(caught.value, language)
    assert name in said
    assert "{" not in said
    assert said.endswith(".")
