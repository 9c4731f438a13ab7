#!/usr/bin/env python3
"""Records webhook requests with the signatures that Twilio's own Python library gives them.

    tests/record_webhooks.py

writes generator/runtime/tests/recorded/requests.jsonl, which the tests of the runtime send to a server. The requests are
the same in every run, and so are their signatures. The library is installed as for tests/webhooks.py.
"""

import hashlib
import json
from urllib.parse import parse_qsl

from webhooks import FORM, WORKSPACE, Form, library

RECORDED = WORKSPACE / "generator/runtime/tests/recorded/requests.jsonl"
TOKEN = "1c892n40nd03kdnc0112slzkl3091j20"
PUBLIC = "https://hooks.example.com/twilio"

MESSAGE = "MessageSid=SM0123456789abcdef0123456789abcdef&From=%2B15555550123&Body=Two+caf%C3%A9s+%26+a+%F0%9F%8E%89"
EVENT = json.dumps({"status": "ready", "note": "ü & 1 > 0"}, ensure_ascii=False)

# Name, method, path and query, type of the body, body.
REQUESTS = [
    ("a form", "POST", "/form", FORM, MESSAGE),
    ("a form with a charset", "POST", "/form?campaign=spring%20sale", f"{FORM}; charset=UTF-8", MESSAGE),
    ("a form without parameters", "POST", "/form", FORM, ""),
    ("a form by GET", "GET", "/form?" + MESSAGE, None, ""),
    ("JSON", "POST", "/json", "application/json", EVENT),
    ("JSON of a cloud event", "POST", "/json?x=1", "application/cloudevents+json", EVENT),
    ("a form as it is", "POST", "/bytes", FORM, MESSAGE),
    ("JSON as it is", "POST", "/bytes", "application/json", EVENT),
    ("JSON where a form is due", "POST", "/form", "application/json", EVENT),
    ("a form where JSON is due", "POST", "/json", FORM, MESSAGE),
    ("text that is not JSON", "POST", "/json", "application/json", '{"status": '),
    ("an apostrophe", "POST", "/form?name=o'neill", FORM, MESSAGE),
]


def recorded(signer, name, method, path, content_type, body):
    url = PUBLIC + path
    is_form = content_type is not None and content_type.startswith(FORM)
    if body and not is_form:
        digest = hashlib.sha256(body.encode()).hexdigest()
        url += ("&" if "?" in url else "?") + f"bodySHA256={digest}"
    parameters = Form(parse_qsl(body, keep_blank_values=True)) if is_form else {}
    signature = signer.compute_signature(url, parameters)
    request = {"name": name, "method": method, "url": url, "content_type": content_type, "body": body}
    return json.dumps(request | {"signature": signature}, ensure_ascii=False) + "\n"


def main():
    signer = library().RequestValidator(TOKEN)
    RECORDED.write_text("".join(recorded(signer, *request) for request in REQUESTS))


if __name__ == "__main__":
    main()
