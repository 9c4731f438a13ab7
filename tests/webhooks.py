#!/usr/bin/env python3
"""Judges random webhook requests by Twilio's own Python library and by the emitted crate, and compares the verdicts.

    tests/webhooks.py [--cases 10000] [--seed 1]

The library is installed into a virtual environment below the target directory. The exit status is 0 if the verdicts
differ only where EXPLAINED says so, 1 if they differ elsewhere, 2 if the comparison could not run.
"""

import argparse
import base64
import hashlib
import json
import os
import random
import subprocess
import sys
import venv
from collections import Counter
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, quote, quote_plus, urldefrag, urlsplit

WORKSPACE = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", WORKSPACE / "target"))
LIBRARY = "twilio==9.13.0"
FORM = "application/x-www-form-urlencoded"

# Where the two may differ: each with a test of the case, given the crate's verdict and the library's on any case.
EXPLAINED = {
    "an apostrophe was escaped after signing, and the library does not try the plain one, which Twilio signs":
        lambda case, ours, library: ours and library(dict(case, url=case["url"].replace("%27", "'"))),
    "the library does not compare the hash of a body that is a form":
        lambda case, ours, library: not ours and case["form"] and "bodySHA256" in case["url"],
    "the library drops a `?` with nothing behind it, which Twilio signs":
        lambda case, ours, library: "?#" in case["url"] or case["url"].endswith("?"),
    "the library takes a port off at the first colon, which is within an address in brackets":
        lambda case, ours, library: ours and "[" in case["url"].partition("://")[2].partition("/")[0],
}


def sent(url):
    """A configured URL as a framework hands it over: user, password and fragment are not sent with it."""
    scheme, separator, rest = urldefrag(url).url.partition("://")
    place = next((at for at, letter in enumerate(rest) if letter in "/?"), len(rest))
    return scheme + separator + rest[:place].rpartition("@")[2] + rest[place:]


class Form:
    """A form as frameworks hand it over: each name with all its values."""

    def __init__(self, pairs):
        self.values = {}
        for name, value in pairs:
            self.values.setdefault(name, []).append(value)

    def __iter__(self):
        return iter(self.values)

    def __len__(self):
        return len(self.values)

    def getlist(self, name):
        return self.values[name]


class Requests:
    """Random requests, most of them genuine and the others changed in one respect."""

    def __init__(self, seed, validator):
        self.random = random.Random(seed)
        self.validator = validator

    def chance(self, of):
        return self.random.random() < of

    def word(self):
        letters = "abcXYZ019 -_.~!*'()+&=%/:@,;?#\"äß€漢🎉"
        return "".join(self.random.choice(letters) for _ in range(self.random.randint(0, 9)))

    def host(self):
        hosts = ["example.com", "a.b.example.org", "EXAMPLE.com", "localhost", "10.0.0.1", "xn--bcher-kva.example"]
        port = self.random.choice(["", "", "", ":443", ":80", ":8443", ":1"])
        user = self.random.choice(["user:secret@", "user@", "a@b:c@", "u:1@"]) if self.chance(0.06) else ""
        return user + ("[::1]" if self.chance(0.01) else self.random.choice(hosts)) + port

    def url(self):
        scheme = self.random.choice(["https", "https", "http", "HTTPS", "Http"])
        path = "".join("/" + quote(self.word(), safe="'!*()") for _ in range(self.random.randint(0, 3)))
        url = f"{scheme}://{self.host()}{path or self.random.choice(['', '/'])}"
        pairs = [(self.word(), self.word()) for _ in range(self.random.randint(0, 3))]
        if pairs and self.chance(0.2):
            pairs.append(self.random.choice(pairs))
        escape = self.random.choice([quote, quote_plus])
        # Some servers hand a URL over with its characters unescaped.
        safe = "'äß€漢🎉" if self.chance(0.3) else self.random.choice(["", "'"])
        if pairs or self.chance(0.05):
            url += "?" + "&".join(f"{escape(k, safe=safe)}={escape(v, safe=safe)}" for k, v in pairs)
        parts = ["#part", "#rc=2&rp=all", "#", "#?a=1", "#@b/c", "#bodySHA256=" + "0" * 64]
        return url + (self.random.choice(parts) if self.chance(0.06) else "")

    def body(self, case):
        kind = self.random.choice(["form", "form", "json", "none"])
        case["content_type"], body = None, b""
        case["method"] = "GET" if kind == "none" and self.chance(0.8) else "POST"
        if kind == "form":
            names = ["Body", "From", "To", "MediaUrl", "", "ü", "a b"]
            pairs = [(self.random.choice(names), self.word()) for _ in range(self.random.randint(0, 6))]
            body = "&".join(f"{quote_plus(k)}={quote_plus(v)}" for k, v in pairs).encode()
            case["content_type"] = FORM + self.random.choice(["", "; charset=UTF-8"])
        elif kind == "json":
            value = {self.word(): self.random.choice([self.word(), 1, None, [self.word()]])}
            body = json.dumps(value, ensure_ascii=self.chance(0.5)).encode()
            case["content_type"] = self.random.choice(["application/json", "application/cloudevents+json", None])
        if (kind == "json" and self.chance(0.95)) or (kind == "form" and self.chance(0.03)):
            self.add_hash(case, body if self.chance(0.95) else b"another")
        elif kind == "none" and self.chance(0.4):
            # A callback by GET carries the hash of a body that it does not have, and even twice.
            for _ in range(self.random.choice([1, 1, 2])):
                self.add_hash(case, b"of another request")
        return kind, body

    def add_hash(self, case, body):
        digest = hashlib.sha256(body).hexdigest()
        base, hash_, part = case["url"].partition("#")
        base += ("&" if "?" in base else "?") + f"bodySHA256={digest}"
        case["url"] = base + hash_ + part

    def settings(self, case):
        case["token"], case["keys"] = "token-" + self.word(), {"SK1": "one-" + self.word(), "SK2": "two"}
        key = self.random.choice(["SK1", "SK2"])
        algorithm = self.random.choice(["HMAC_SHA256", "HMAC_SHA1", "HMAC_SHA256", "hmac_sha256"])
        case["settings"] = self.random.choice([
            None, None, "", f"key={key},algorithm={algorithm}", f" algorithm = {algorithm} , key = {key} ",
            f"key={key}", f"algorithm={algorithm}", f"key={key},algorithm=,version=1", f"key={key},algorithm=HMAC_MD5",
            f"key=SK3,algorithm={algorithm}",
        ])

    def next(self):
        case = {"url": self.url()}
        kind, body = self.body(case)
        self.settings(case)
        case["form"] = kind == "form"
        signed = dict(case, body=body)
        signed["url"] = self.signed_url(case["url"])
        case["signature"] = sign(signed, self.validator)
        self.change(case, body)
        return case

    def signed_url(self, url):
        """The URL as the sender may have signed it."""
        # Nobody signs what is not sent; here somebody does now and then, in vain.
        url = url if self.chance(0.1) else sent(url)
        parts = urlsplit(url)
        scheme, separator, rest = url.partition("://")
        scheme = scheme.lower()
        place = len(parts.netloc)
        if parts.port in (80, 443) and self.chance(0.3):
            rest = rest[:place].rpartition(":")[0] + rest[place:]
        elif parts.port is None and self.chance(0.3):
            rest = rest[:place] + (":443" if scheme == "https" else ":80") + rest[place:]
        if self.chance(0.5):
            rest = rest.replace("%27", "'")
        return scheme + separator + rest

    def change(self, case, body):
        if self.chance(0.3):
            respects = ["url", "body", "signature", "token", "settings", "truncate", "type", "method"]
            respect = self.random.choice(respects)
            if respect == "url":
                at = self.random.randrange(8, len(case["url"]) + 1)
                case["url"] = case["url"][:at] + self.random.choice("aZ1&=.") + case["url"][at:]
            elif respect == "body":
                body += self.random.choice([b"&x=1", b" ", b"&"])
            elif respect == "signature":
                letters = list(case["signature"])
                letters[self.random.randrange(len(letters))] = self.random.choice("aZ1+/=")
                case["signature"] = "".join(letters)
            elif respect == "token":
                case["token"], case["keys"] = "other", {"SK1": "other", "SK2": "other"}
            elif respect == "method":
                case["method"] = "GET" if case["method"] == "POST" else "POST"
            elif respect == "settings":
                case["settings"] = self.random.choice([None, "key=SK1", "algorithm=HMAC_SHA256", "key=SK2,algorithm=x"])
            elif respect == "truncate":
                case["signature"] = case["signature"][: self.random.randrange(len(case["signature"]))]
            elif case["content_type"]:
                case["content_type"], case["form"] = (None, False) if case["form"] else (FORM, True)
        case["body"] = base64.b64encode(body).decode()


def part(settings, name):
    """The first value of a name in the header that is not empty."""
    for piece in (settings or "").split(","):
        key, _, value = piece.partition("=")
        if key.strip() == name and value.strip():
            return value.strip()
    return None


def secret(case):
    """The secret that an application looks up for a request, if it has one."""
    key = part(case["settings"], "key")
    return case["token"] if key is None else case["keys"].get(key)


def sign(case, validator):
    body = case["body"].decode()
    params = Form(parse_qsl(body, keep_blank_values=True)) if case["form"] else {}
    algorithm = part(case["settings"], "algorithm") or "HMAC_SHA1"
    known = algorithm.upper() in ("HMAC_SHA1", "HMAC_SHA256")
    signer = validator.RequestValidator(secret(case) or "nobody's")
    return signer.compute_signature(case["url"], params, algorithm if known else None)


def judged_by_library(case, validator):
    own = secret(case)
    if own is None:
        return False
    body = base64.b64decode(case["body"]).decode()
    params = Form(parse_qsl(body, keep_blank_values=True)) if case["form"] else body
    if case["method"] == "GET" and not body:
        # What frameworks have as the form of a request without a body.
        params = Form([])
    algorithm = validator.get_signature_algorithm(case["settings"])
    try:
        return validator.RequestValidator(own).validate(sent(case["url"]), params, case["signature"], algorithm)
    except (TypeError, ValueError):
        # A body without a hash in the URL, and a port that is none, make the library fail.
        return False


def judged_by_crate(cases):
    command = ["cargo", "run", "--quiet", "--package", "acceptance", "--bin", "webhooks"]
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    run = subprocess.run(command, cwd=WORKSPACE, input=lines, capture_output=True, text=True, check=False)
    verdicts = run.stdout.splitlines()
    if run.returncode != 0 or len(verdicts) != len(cases):
        print(run.stderr, file=sys.stderr)
        sys.exit(2)
    return verdicts


def library():
    """Twilio's library; if it is not there, this script starts again in an environment that has it."""
    try:
        from twilio import request_validator
        request_validator.get_signature_algorithm("")
        return request_validator
    except (ImportError, AttributeError):
        folder = TARGET / "webhooks-venv"
        python = folder / "bin" / "python"
        if Path(sys.prefix) == folder:
            sys.exit(2)
        if not python.exists():
            venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", LIBRARY], check=True)
        sys.exit(subprocess.run([python, *sys.argv], check=False).returncode)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    validator = library()
    validator.logger.disabled = True
    requests = Requests(arguments.seed, validator)
    cases = [requests.next() for _ in range(arguments.cases)]
    tally, unexplained = Counter(), 0
    for case, verdict in zip(cases, judged_by_crate(cases)):
        ours, theirs = verdict == "ok", judged_by_library(case, validator)
        if ours == theirs:
            tally["accepted by both" if ours else "rejected by both"] += 1
            continue
        library_accepts = partial(judged_by_library, validator=validator)
        reasons = [reason for reason, holds in EXPLAINED.items() if holds(case, ours, library_accepts)]
        tally[reasons[0] if reasons else "unexplained"] += 1
        if not reasons:
            unexplained += 1
            print(f"{'accepted' if ours else verdict}, library {theirs}: {json.dumps(case)}")
    for reason, count in tally.most_common():
        print(f"{count:6} {reason}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
