"""How the pretended Telegram sends, edits, deletes and marks messages."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable, Mapping
from typing import Any

from tests.botapi import content, entities
from tests.botapi.content import Json
from tests.botapi.world import Files, RefusalError, Upload, World

Answer = Callable[[World, Json, Files], Any]

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_ADMINISTRATORS = ("administrator", "creator")


def _text(params: Json) -> Json:
    """The text of a message; how its links are shown belongs to it."""
    words, marks = entities.formatted(params["text"], params.get("parse_mode"), params.get("entities", ()))
    options = params.get("link_preview_options")
    return {
        "text": words,
        **({"entities": marks} if marks else {}),
        **({"link_preview_options": options} if options else {}),
    }


def _caption(params: Json) -> Json:
    given = params.get("caption_entities", ())
    words, marks = entities.formatted(params.get("caption", ""), params.get("parse_mode"), given)
    return {**({"caption": words} if words else {}), **({"caption_entities": marks} if marks else {})}


def _keyboard(params: Json) -> Json:
    """Only an inline keyboard is part of a message."""
    markup = params.get("reply_markup") or {}
    return {"reply_markup": markup} if markup.get("inline_keyboard") else {}


def _new(world: World, params: Json, body: Json) -> Json:
    chat = world.chat(params["chat_id"])
    message: Json = {"from": world.me, "chat": chat, "date": int(time.time())}
    message |= _topic(world, chat, params) | _reply(world, chat, params) | body | _keyboard(params)
    return world.keep({"message_id": world.next_message_id(chat["id"]), **message})


def _topic(world: World, chat: Json, params: Json) -> Json:
    thread = params.get("message_thread_id")
    if thread is None:
        return {}
    known = any(m.get("message_thread_id") == thread for (c, _), m in world.messages.items() if c == chat["id"])
    # The general topic is number 1, and Telegram will not have it named.
    if not (known or world.lenient or (chat.get("is_forum") and thread != 1)):
        raise RefusalError("Bad Request: message thread not found")
    return {"message_thread_id": thread, **({"is_topic_message": True} if chat.get("is_forum") else {})}


def _reply(world: World, chat: Json, params: Json) -> Json:
    wanted = params.get("reply_parameters")
    if not wanted:
        return {}
    quoted = world.messages.get((wanted.get("chat_id", chat["id"]), wanted.get("message_id", 0)))
    if quoted:
        return {"reply_to_message": {key: value for key, value in quoted.items() if key != "reply_to_message"}}
    if wanted.get("allow_sending_without_reply") or world.lenient:
        return {}
    raise RefusalError("Bad Request: message to be replied not found")


def _own(world: World, params: Json, part: str) -> Json:
    """The bot's own message that is to be edited; `part` is what it must have."""
    message = world.message(params["chat_id"], params["message_id"], "edit")
    if message.get("from", {}).get("id") != world.me["id"]:
        raise RefusalError("Bad Request: message can't be edited")
    has_text = "text" in message
    if part and has_text != (part == "text") and not world.lenient:
        raise RefusalError(f"Bad Request: there is no {part} in the message to edit")
    return message


def _edited(world: World, message: Json, gone: tuple[str, ...], body: Json) -> Json:
    before = {key: value for key, value in message.items() if key != "edit_date"}
    after = {key: value for key, value in before.items() if key not in (*gone, "reply_markup")} | body
    if after == before:
        raise RefusalError(NOT_MODIFIED)
    return world.keep({**after, "edit_date": int(time.time())})


def _send_message(world: World, params: Json, _: Files) -> Json:
    return _new(world, params, _text(params))


def _edit_text(world: World, params: Json, _: Files) -> Json | bool:
    if "inline_message_id" in params:
        return True
    body = _text(params) | _keyboard(params)
    return _edited(world, _own(world, params, "text"), ("text", "entities", "link_preview_options"), body)


def _edit_caption(world: World, params: Json, _: Files) -> Json | bool:
    if "inline_message_id" in params:
        return True
    body = _caption(params) | _keyboard(params)
    return _edited(world, _own(world, params, "caption"), ("caption", "caption_entities"), body)


def _edit_media(world: World, params: Json, files: Files) -> Json | bool:
    if "inline_message_id" in params:
        return True
    media = params["media"]
    if media["type"] != "photo":
        raise RefusalError("Bad Request: only photos are pretended here")
    file_id = _stored(world, "media", media, files)
    width, height = _size(world.files[file_id].data)
    body = content.photo(file_id, width=width, height=height) | _caption(media) | _keyboard(params)
    return _edited(world, _own(world, params, ""), ("text", "entities", "caption", "caption_entities"), body)


def _edit_markup(world: World, params: Json, _: Files) -> Json | bool:
    if "inline_message_id" in params:
        return True
    return _edited(world, _own(world, params, ""), (), _keyboard(params))


def _delete_message(world: World, params: Json, _: Files) -> bool:
    message = world.message(params["chat_id"], params["message_id"], "delete")
    chat, me = message["chat"], world.me["id"]
    allowed = chat["type"] == "private" or world.member(chat["id"], me)["status"] in _ADMINISTRATORS or world.lenient
    if message.get("from", {}).get("id") != me and not allowed:
        raise RefusalError("Bad Request: message can't be deleted")
    world.messages.pop((chat["id"], message["message_id"]), None)
    return True


def _react(world: World, params: Json, _: Files) -> bool:
    message = world.message(params["chat_id"], params["message_id"], "react")
    world.reactions[message["chat"]["id"], message["message_id"]] = list(params.get("reaction", ()))
    return True


def _pin(world: World, params: Json, _: Files) -> bool:
    world.message(params["chat_id"], params.get("message_id", 0), "pin")
    return True


def _copy_message(world: World, params: Json, _: Files) -> Json:
    source = world.message(params["from_chat_id"], params["message_id"], "copy")
    kept = ("text", "entities", "photo", "document", "voice", "sticker", "contact", "caption", "caption_entities")
    body = {key: source[key] for key in kept if key in source}
    return {"message_id": _new(world, params, body | _caption(params))["message_id"]}


def _send_photo(world: World, params: Json, files: Files) -> Json:
    file_id = _stored(world, "photo", params, files)
    width, height = _size(world.files[file_id].data)
    return _new(world, params, content.photo(file_id, width=width, height=height) | _caption(params))


def _send_document(world: World, params: Json, files: Files) -> Json:
    file_id = _stored(world, "document", params, files)
    upload = world.files[file_id]
    body = content.document(file_id, name=upload.name, size=len(upload.data))
    return _new(world, params, body | _caption(params))


def _stored(world: World, kind: str, params: Json, files: Files) -> str:
    """The id of the file that a request uploads, links to or names."""
    value = str(params.get(kind, ""))
    upload = files.get(value.removeprefix("attach://") if value else kind)
    if upload is not None and not upload.data:
        raise RefusalError("Bad Request: file must be non-empty")
    if upload is None and value.startswith(("http://", "https://")):
        upload = Upload(value.rpartition("/")[2], b"")
    if upload is None and world.lenient:
        world.files.setdefault(value, Upload(value, b""))
    if upload is not None:
        return world.add_file(upload.data, upload.name)
    if value not in world.files:
        raise RefusalError("Bad Request: wrong file identifier/HTTP URL specified")
    return value


def _size(data: bytes) -> tuple[int, int]:
    """Width and height of a picture; only a PNG is really read, an unfetched one is taken on trust."""
    if data and not data.startswith(_PICTURES):
        raise RefusalError("Bad Request: IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", data[16:24]) if data.startswith(b"\x89PNG") else (800, 600)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise RefusalError("Bad Request: PHOTO_INVALID_DIMENSIONS")
    return width, height


ANSWERS: Mapping[str, Answer] = {
    "copyMessage": _copy_message,
    "deleteMessage": _delete_message,
    "editMessageCaption": _edit_caption,
    "editMessageMedia": _edit_media,
    "editMessageReplyMarkup": _edit_markup,
    "editMessageText": _edit_text,
    "pinChatMessage": _pin,
    "sendDocument": _send_document,
    "sendMessage": _send_message,
    "sendPhoto": _send_photo,
    "setMessageReaction": _react,
}
