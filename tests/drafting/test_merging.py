"""Records of a draft in the tables: in their order, with everything else as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.drafting.merging import put_into, with_records
from bot.knowledge.files import merged, read
from bot.knowledge.loading import read_files
from bot.knowledge.rules import check
from tests.drafting import curator
from tests.drafting.test_worked_example import drafted

TABLE = """\
# the first line is for editors
- id: berau
  name: Berau  # as it was
# about Palu
# and more
- {id: palu, name: Palu}
- id: sigi
  name: >-
    - id: no record"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return curator.copy_of_knowledge(tmp_path)


def grown(rows: str, table: str = TABLE) -> str:
    return with_records("regions.yaml", table.encode(), rows).decode()


def test_records_come_where_the_order_wants_them() -> None:
    rows = "- id: ambon\n  name: A\n- id: mamuju\n  name: M\n- id: maros\n  name: R\n- id: wajo\n  name: W\n"
    first, second, third, fourth = (f"- {one}" for one in rows.split("- ")[1:])
    assert grown(rows) == (
        TABLE.replace("- id: berau", f"{first}- id: berau").replace("# about Palu", f"{second}{third}# about Palu")
        + f"\n{fourth}"
    )


@pytest.mark.parametrize("table", ["", "- id: [", "x: 1\n", "# only a comment\n"])
def test_a_table_that_is_none_gets_them_at_its_end(table: str) -> None:
    row = "- id: ambon\n  name: A\n"
    text = grown(row, table)
    assert text.startswith(table)
    assert text.endswith(row)


def test_the_knowledge_itself_grows_and_nothing_else_changes(folder: Path) -> None:
    before, made = read(folder).files, drafted(folder)
    paths = put_into(made, folder, folder)
    after = read(folder).files
    assert paths[0] == folder / "cooperations/bontang-berau.yaml"
    assert {str(path.relative_to(folder)) for path in paths} == {n for n in after if after[n] != before.get(n)}
    for name in made.additions:
        kept = after[name].decode().splitlines()
        assert [line for line in before[name].decode().splitlines() if line not in kept] == []


def test_a_folder_of_its_own_holds_what_an_upload_needs(folder: Path, tmp_path: Path) -> None:
    before = read(folder).files
    made = drafted(folder)
    put_into(made, tmp_path / "upload", folder)
    assert read(folder).files == before
    upload = read(tmp_path / "upload").files
    assert set(upload) == {"cooperations/bontang-berau.yaml", *made.additions}
    loaded, problems = read_files(merged(before, upload))
    assert {one.complaint.rule for one in [*problems, *check(loaded)]} == {"to_do"}


def test_what_is_there_is_somebodys_work(folder: Path) -> None:
    made = drafted(folder)
    (folder / "cooperations/bontang-berau.yaml").write_text("mine", encoding="utf-8")
    before = read(folder).files
    with pytest.raises(FileExistsError):
        put_into(made, folder, folder)
    assert read(folder).files == before


def test_a_second_draft_finds_the_records_of_the_first(folder: Path) -> None:
    put_into(drafted(folder), folder, folder)[0].unlink()
    assert drafted(folder).additions == {}
