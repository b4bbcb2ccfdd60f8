"""Adding reports: dropped files or a pasted text, and how far their reading is."""

from __future__ import annotations

import shutil

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.errors import InputError
from reportedly.nearby import is_partial_date
from reportedly.web.page import office, show, to
from reportedly.web.reading import MOST_BYTES, MOST_FILES, Reading, Readings, check_kind, keep_file, safe_name
from reportedly.web.screens.overview import LOOKED
from reportedly.web.security import read_form

FIELDS = ("outlet", "published")
LONGEST_FIELD = 300
A_YEAR = 60 * 60 * 24 * 365
SMALL_FORM = 64 * 1024


def add(request: Request) -> Response:
    """The screen for adding reports."""
    return show(request, "add.html", readings=office(request).readings.all(), refused=[])


def progress(request: Request) -> Response:
    """How far the readings are: the part of a screen that is asked for again and again."""
    return show(request, "_reading.html", readings=office(request).readings.all())


async def drop(request: Request) -> Response:
    """Take files or a pasted text, and start reading them."""
    here = office(request)
    form = await read_form(request, here.door, most_bytes=MOST_BYTES, most_files=MOST_FILES)
    try:
        reading, refused = await take_files(form, here.readings)
    finally:
        await form.close()
    if not reading.files:
        shutil.rmtree(reading.folder, ignore_errors=True)
        refused = refused or ["Nothing was sent: choose files, or paste a text."]
        return show(request, "add.html", status=422, readings=here.readings.all(), refused=refused)
    here.readings.start(reading)
    if refused:
        return show(request, "add.html", readings=here.readings.all(), refused=refused)
    return RedirectResponse(to("add"), 303)


async def take_files(form: FormData, readings: Readings) -> tuple[Reading, list[str]]:
    """A reading with the files and the pasted text of a form, and what was refused."""
    options = {name: str(form.get(name) or "").strip()[:LONGEST_FIELD] for name in FIELDS}
    if options["published"] and not is_partial_date(options["published"]):
        raise HTTPException(422, "The date is none; write it as 2031-05-03.")
    reading = readings.new({name: value for name, value in options.items() if value})
    refused, taken = [], set[str]()
    for upload in form.getlist("files"):
        if isinstance(upload, UploadFile) and upload.filename:
            name = safe_name(upload.filename, taken)
            try:
                check_kind(name)
                await keep_file(reading, upload, name)
            except InputError as error:
                (reading.folder / name).unlink(missing_ok=True)
                refused.append(str(error))
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        name = safe_name("pasted.txt", taken)
        (reading.folder / name).write_text(text, encoding="utf-8", errors="replace")
        reading.files.append(name)
    return reading, refused


async def stop(request: Request) -> Response:
    """End a reading."""
    here = office(request)
    form = await read_form(request, here.door, most_bytes=SMALL_FORM)
    number = str(form.get("number") or "")
    if number.isdigit():
        here.readings.stop(int(number))
    return RedirectResponse(to("add"), 303)


async def seen(request: Request) -> Response:
    """A browser has looked at all that is there: what comes later is new to it."""
    form = await read_form(request, office(request).door, most_bytes=SMALL_FORM)
    answer = RedirectResponse(to("overview"), 303)
    answer.set_cookie(LOOKED, str(form.get("latest") or "")[:40], max_age=A_YEAR, httponly=True, samesite="strict")
    return answer
