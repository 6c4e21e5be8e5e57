"""Updates and files that somebody made to do harm, seeded: by the Bot API's own spec, and beyond it."""

from __future__ import annotations

import copy
import json
import random
import re
import time
from collections.abc import Sequence
from typing import Any

from tests.botapi import spec
from tests.botapi.content import Json
from tests.botapi.spec import ARRAY, Field

PEOPLE, GROUPS = 400, 30_000
_DEEPEST = 4
"""Objects within objects of an update by the spec; what is required goes on below."""

_KINDS = {"message": 50, "edited_message": 12, "callback_query": 18, "inline_query": 10, "my_chat_member": 6}
_OTHER_KINDS = 8

_WORDS = (
    "Kapan Palu berkunjung ke Balikpapan?",
    "siapa wali kota Parepare?",
    "kerja sama apa saja dengan Kazakhstan",
    "when did Palu visit Balikpapan?",
    "kapan itu?",
    "halo",
    "/start",
    "/help",
    "/tanya",
    "/topik",
    "/pengaturan",
    "/sumber",
    "/hapus_data",
    "@test_bot siapa gubernur Kalimantan Utara",
)
_ODD = (
    "",
    " ",
    "\u200b\u200c\u200d\ufeff",
    "\u202eialtkaB \u202d\u2066abc\u2069",
    "مرحبا كيف حالك؟ שלום",
    "\ud800",
    "abc\udfff\ud83d",
    "\x00\x01\x1b[31m\x7f",
    "😀" * 300,
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 40,
    "Z̸̢̛͎̤͖̯̈́a̷͚͊l̴̮̈́g̶̜̎o̵͇̒" * 60,
    "<b>&lt;</b><a href='tg://user?id=1'>x</a>&amp;",
    "](http://x)[`*_~|",
    "{0}{name}%s%(x)s$x",
    "' OR 1=1; DROP TABLE inbox; --",
    "a" * 4096,
    "kapan " * 680,
    "(" * 4096,
    "1" * 4096,
    "?!.,;:" * 680,
    "İıſßŒﬁ①²½",
    "\u0600" * 500,
    "\n" * 4000,
)
_DATA = ("q:", "t:", "si:", "se:", "ti:", "te:", "v:", "f:", "l:", "h:", "p:", "g:", "b:", "a:", "", "x:")
_DEEP = re.compile(rb'"deep (\d+)"')
_NASTY: Sequence[Any] = (
    None, True, False, 0, -1, 1.5, 2**31, -(2**31), 2**52, 2**53 + 1, 2**63, -(2**63) - 1, 10**30, 1e308,
    float("inf"), float("nan"), "", "0", "-1", [], {}, [[]], [None], {"id": None}, {"": {}}, "\ud800", "x" * 100_000,
)  # fmt: skip


class Hostile:
    """Makes one update after the other; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._spec = spec.load()
        self._next = 0

    def spec(self) -> bytes:
        """Return an update as Telegram might send it: every object by the spec, whatever it says."""
        return _written(self._update())

    def beyond(self) -> bytes:
        """Return an update that Telegram never sends: some values are of other kinds, missing, huge or deep."""
        update = self._update()
        for _ in range(self._random.choice((1, 1, 2, 4))):
            self._spoil(update)
        if self._random.random() < 0.9:
            update["update_id"] = self._next
        return _written(update)

    def torn(self) -> bytes:
        """Return bytes that were an update once."""
        made = bytearray(self._random.choice((self.spec, self.beyond))())
        for _ in range(self._random.choice((1, 3, 10))):
            at = self._random.randrange(len(made))
            if self._random.random() < 0.5:
                made[at] = self._random.randrange(256)
            else:
                del made[at : at + self._random.choice((1, 5, len(made)))]
            made = made or bytearray(b"{")
        return bytes(made)

    # By the spec

    def _update(self) -> Json:
        self._next += 1
        if self._random.random() * (sum(_KINDS.values()) + _OTHER_KINDS) < _OTHER_KINDS:
            kind = self._random.choice(sorted(self._spec.update_kinds))
        else:
            (kind,) = self._random.choices(list(_KINDS), list(_KINDS.values()))
        (type_,) = self._spec.types["Update"].fields[kind].types
        return {"update_id": self._next, kind: self._object(type_, 0)}

    def _object(self, name: str, depth: int) -> Json:
        described = self._spec.types[name]
        if described.any_of:
            return self._object(self._random.choice(described.any_of), depth)
        made: Json = {}
        for field, what in described.fields.items():
            if what.required or self._random.random() < (0.06, 0.06, 0.03, 0.01)[min(depth, 3)]:
                made[field] = self._value(field, what, depth)
        self._sensible(name, made, depth)
        return made

    def _sensible(self, name: str, made: Json, depth: int) -> None:
        """Give an object what it needs to come further than the first look."""
        chance = self._random.random
        if name == "User":
            made |= {"id": self._random.randint(1, PEOPLE), "first_name": self._text()[:64] or "x"}
            if chance() < 0.5:
                made["language_code"] = self._random.choice(("id", "en", "in", "xx", "pt-br"))
        elif name == "Chat":
            made["type"] = self._random.choice(("private", "private", "group", "supergroup", "channel"))
            people = made["type"] == "private"
            made["id"] = self._random.randint(1, PEOPLE) if people else -self._random.randint(1, GROUPS)
            if made["type"] in ("supergroup", "channel"):
                made["id"] -= 10**12
        elif name == "InaccessibleMessage":
            made["date"] = 0
        elif name == "Message":
            made["date"] = int(time.time()) if chance() < 0.95 else self._random.choice((0, 1, 2**31 - 1))
            if depth == 0 or chance() < 0.5:
                made["from"] = self._object("User", depth + 1)
                if made["chat"]["type"] == "private":
                    made["chat"]["id"] = made["from"]["id"]
            if chance() < 0.7:
                made["text"] = self._text() or "x"
                made["entities"] = self._entities(made["text"])
            elif chance() < 0.3:
                made["caption"] = self._text() * self._random.choice((1, 1, 50))
        elif name == "CallbackQuery":
            made["data"] = (self._random.choice(_DATA) + self._text())[:64]
            if chance() < 0.8:
                made["message"] = self._object("Message", depth + 1)
        elif name == "InlineQuery":
            made["query"] = self._text()[:256]
            made["offset"] = self._random.choice(("", "", "10", "-1", "x", "9" * 60))

    def _entities(self, text: str) -> list[Json]:
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        found: list[Json] = []
        for word, kind in (("/", "bot_command"), ("@", "mention")):
            if text.startswith(word):
                found.append({"type": kind, "offset": 0, "length": len(text.split()[0])})
        for _ in range(self._random.choice((0, 0, 0, 1, 5, 100))):
            start = self._random.randrange(units)
            kind = self._random.choice(("bold", "mention", "bot_command", "url", "custom_emoji", "text_link", "pre"))
            found.append({"type": kind, "offset": start, "length": self._random.randint(1, units - start)})
        return found

    def _value(self, name: str, field: Field, depth: int) -> Any:
        if field.choices:
            return self._random.choice(field.choices)
        kind = self._random.choice(field.types)
        if kind.startswith(ARRAY):
            inner = Field(tuple(kind.removeprefix(ARRAY).split(" or ")))
            many = self._random.choice((0, 1, 1, 2)) if depth < _DEEPEST else 0
            return [self._value(name, inner, depth + 1) for _ in range(many)]
        if kind in self._spec.types:
            return self._object(kind, depth + 1)
        if kind == "Integer":
            largest = 2**52 - 1 if name.endswith("id") else 2**31 - 1
            return self._random.choice((0, 1, 7, self._random.randint(1, 2**31 - 1), largest))
        if kind == "Float":
            return self._random.uniform(-180, 180)
        if kind == "String":
            # What Telegram names something by is never empty.
            return self._text()[:255] or "x" * name.endswith("id")
        return True

    def _text(self) -> str:
        chance = self._random.random()
        if chance < 0.5:
            return self._random.choice(_WORDS)
        if chance < 0.75:
            return self._random.choice(_ODD)
        if chance < 0.9:
            word = self._random.choice(_WORDS)
            at = self._random.randrange(len(word))
            return word[:at] + self._random.choice(_ODD)[:20] + word[at:]
        letters = (self._random.choice((32, 65, 97, 0x300, 0x627, 0x1F600, 0xD800, 0x4E00)) for _ in range(40))
        return "".join(chr(first + self._random.randrange(26)) for first in letters)

    # Beyond

    def _spoil(self, update: Json) -> None:
        """Change something somewhere."""
        holders = _holders(update)
        if not holders:
            return
        inside = self._random.choice(holders)
        key = self._random.choice(list(inside) if isinstance(inside, dict) else range(len(inside)))
        chance = self._random.random()
        if chance < 0.25:
            del inside[key]
        elif chance < 0.75:
            inside[key] = copy.deepcopy(self._random.choice(_NASTY))
        elif chance < 0.8:
            # Python reads JSON a thousand levels deep, fewer where it is called from deep down itself.
            inside[key] = f"deep {self._random.choice((20, 200, self._random.randint(850, 1000), 100_000))}"
        elif chance < 0.9 and isinstance(message := update.get("message"), dict):
            # Ten thousand take half a second, nearly all of it in the library: rare, so that the rest gets its turn.
            many = 10_000 if self._random.random() < 0.04 else 200
            message["entities"] = [{"type": "mention", "offset": -1, "length": 2**40}] * many
            message["caption"] = self._text() * many
        else:
            inside[key] = json.loads(json.dumps(self._random.choice(holders))) if chance < 0.95 else self._text()


def _written(update: Json) -> bytes:
    return _DEEP.sub(lambda found: _nested(int(found[1])), json.dumps(update).encode())


def _nested(levels: int) -> bytes:
    # Written by hand: what writes JSON has a limit of its own.
    return b'{"chat":[' * (levels // 2) + b"1" + b"]}" * (levels // 2)


def _holders(value: Any) -> list[Any]:
    """Return all that has members or items, itself included."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return ([value] if isinstance(value, dict | list) and value else []) + [one for v in inner for one in _holders(v)]


_PIECES = (
    b"[", b"]", b"{", b"}", b": ", b"- ", b"\n", b"\n  ", b"\t", b"&a ", b"*a", b"!!int ", b"|", b">-", b"'", b'"',
    b"#", b"no", b"~", b"2025-02-30", b"{2025-05-30}", b"{2025-13-99:d}", b"1:59", b"9" * 5000, b"<<", b"? ", b"---\n",
    b"%", b"\xff", b"\x00", b"\xef\xbb\xbf", b"id: x\n", b"en: x\n", b"[" * 500, b".inf", b"0b1", b"=", b"1e999",
    "\u202e\u200b".encode(), "é\u0301\ufdfa".encode(), b"a" * 20_000, b"- {}\n" * 2_000, b"x:\n" * 300, b"(a+)+$",
)  # fmt: skip


def mutant(content: bytes, chance: random.Random) -> bytes:
    """Return the content of a YAML file with some of its bytes or lines changed."""
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        how = chance.random()
        if how < 0.5:
            start = chance.randrange(len(content) + 1)
            content = content[:start] + chance.choice(_PIECES) + content[start + chance.randrange(30) :]
            continue
        lines = content.split(b"\n")
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        if how < 0.6:
            del lines[at]
        elif how < 0.7:
            lines.insert(other, lines[at])
        elif how < 0.8:
            lines[at], lines[other] = lines[other], lines[at]
        elif how < 0.9:
            lines[at] = b" " * chance.choice((1, 2, 4)) + lines[at] if chance.random() < 0.5 else lines[at].strip()
        else:
            # Half written: what an editor or a copy leaves behind when it is stopped.
            lines = lines[: at + 1]
        content = b"\n".join(lines)
    return content
