"""An authorization server of this machine: keys made on the spot, tokens signed as asked, and a web server that publishes the
keys, or does not, or lies, as a test wants it to."""
import base64
import hashlib
import http.server
import json
import re
import subprocess
import threading
import time


def base64url(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def number(value, size=None):
    return base64url(value.to_bytes(size or (value.bit_length() + 7) // 8, "big"))


def openssl(*arguments, given=None):
    return subprocess.run(["openssl", *arguments], check=True, capture_output=True, input=given).stdout


class RsaKey:
    """Signs in Python, so that many tokens cost no processes."""
    algorithm = "RS256"
    PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")  # DigestInfo of SHA-256, RFC 8017 section 9.2

    def __init__(self, kid):
        self.kid = kid
        pair = openssl("genpkey", "-algorithm", "RSA")
        text = openssl("pkey", "-noout", "-text", given=pair).decode()
        self.public_pem = openssl("pkey", "-pubout", given=pair)
        self.modulus = self._number(text, "modulus")
        self.private = self._number(text, "privateExponent")

    @staticmethod
    def _number(text, name):
        return int(re.sub(r"[:\s]", "", re.search(rf"^{name}:([0-9a-f:\s]+)", text, re.M)[1]), 16)

    def public(self):
        return {"kty": "RSA", "kid": self.kid, "use": "sig", "alg": self.algorithm, "n": number(self.modulus), "e": "AQAB"}

    def sign_pss(self, message):
        """PS256 (RFC 8017 section 9.1.1), for whoever does not take it."""
        size, salt = (self.modulus.bit_length() + 7) // 8, b"\x07" * 32
        seed = hashlib.sha256(b"\x00" * 8 + hashlib.sha256(message).digest() + salt).digest()
        block = (b"\x01" + salt).rjust(size - 33, b"\x00")
        mask = b"".join(hashlib.sha256(seed + i.to_bytes(4, "big")).digest() for i in range(size // 32))[:len(block)]
        masked = bytearray(a ^ b for a, b in zip(block, mask))
        masked[0] &= 0x7f
        return pow(int.from_bytes(bytes(masked) + seed + b"\xbc", "big"), self.private, self.modulus).to_bytes(size, "big")

    def sign(self, message):
        size = (self.modulus.bit_length() + 7) // 8
        tail = b"\x00" + self.PREFIX + hashlib.sha256(message).digest()
        block = b"\x00\x01" + b"\xff" * (size - len(tail) - 2) + tail
        return pow(int.from_bytes(block, "big"), self.private, self.modulus).to_bytes(size, "big")


class EcKey:
    algorithm = "ES256"

    def __init__(self, kid, folder):
        self.kid = kid
        self.file = folder / f"{kid}.pem"
        self.file.write_bytes(openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"))
        point = openssl("pkey", "-in", str(self.file), "-pubout", "-outform", "DER")[-64:]
        self.x, self.y = point[:32], point[32:]

    def public(self):
        return {"kty": "EC", "kid": self.kid, "use": "sig", "crv": "P-256", "x": base64url(self.x), "y": base64url(self.y)}

    def sign(self, message):
        der = openssl("dgst", "-sha256", "-sign", str(self.file), given=message)
        first = 4 + der[3]
        numbers = der[4:first], der[first + 2:first + 2 + der[first + 1]]
        return b"".join(each.lstrip(b"\x00").rjust(32, b"\x00") for each in numbers)


class Issuer:
    """`keys` are published. `pages` says otherwise of single paths: a function of the handler that answers all by itself."""

    def __init__(self, folder, path="", default_place=False, context=None, key=None):
        self.folder = folder
        self.keys = [key or RsaKey("first")]
        self.pages = {}
        self.asked = []
        self.max_age = None
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self.url = f"{'https' if context else 'http'}://{'localhost' if context else '127.0.0.1'}:{self.port}{path}"
        below = path.rstrip("/")
        self._places = {f"{below}/.well-known/jwks.json" if default_place else f"{below}/keys": self._key_set}
        if not default_place:
            self._places[f"{below}/.well-known/openid-configuration"] = self._discovery
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def _key_set(self):
        return {"keys": [key.public() for key in self.keys]}

    def _discovery(self):
        return {"issuer": self.url, "jwks_uri": f"{self.url.rstrip('/')}/keys"}

    def _handler(issuer):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                issuer.asked.append(self.path)
                if special := issuer.pages.get(self.path):
                    return special(self)
                page = issuer._places.get(self.path)
                self.answer(200 if page else 404, json.dumps(page() if page else {}).encode())

            def answer(self, status, body, headers=()):
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                if issuer.max_age is not None:
                    self.send_header("Cache-Control", f"max-age={issuer.max_age}")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler

    def looks(self):
        """How often the keys were asked for."""
        return sum(path.endswith(("/keys", "/jwks.json")) for path in self.asked)

    def token(self, subject="alice", key=None, head=None, **claims):
        """Claims of None are left out."""
        key = key or self.keys[-1]
        now = int(time.time())
        said = {"iss": self.url, "sub": subject, "aud": "howdah", "iat": now, "exp": now + 600, **claims}
        return signed(key, {"typ": "at+jwt", **(head or {})}, {name: value for name, value in said.items() if value is not None})

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def signed(key, head, claims, sign=None):
    parts = [base64url(json.dumps(part).encode()) for part in ({"alg": key.algorithm, "kid": key.kid, **head}, claims)]
    return ".".join([*parts, base64url((sign or key.sign)(".".join(parts).encode()))])
