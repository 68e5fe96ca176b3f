"""Check what a policy portal has signed, without the portal and without a network.

    python verify_evidence.py evidence-keys.json FILE…

FILE: an article's .json, an evidence pack's .zip, or a .sig with files that it names beside it. Needs Python
3.9 and `cryptography`. Take the keys from the site (/.well-known/evidence-keys.json) and compare fingerprints
with what you know from elsewhere: keys that come with the evidence prove nothing.
"""

# Short enough to be read before it is trusted.
# fmt: off
import base64
import hashlib
import json
import sys
import zipfile
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF  # the curve of SM2 (GB/T 32918.5)
A, B = P - 3, 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
     0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)

def add(first, second):
    if first is None or second is None:
        return first or second
    (x1, y1), (x2, y2) = first, second
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, P) if first == second else (y2 - y1) * pow(x2 - x1, -1, P)
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P

def times(number, point):
    return add(times(number // 2, add(point, point)), point if number % 2 else None) if number else None

def sm2_holds(public, signature, message):
    x, y, r, s = (int.from_bytes(raw[at:at + 32], "big") for raw in (public, signature) for at in (0, 32))
    if not (0 < r < N and 0 < s < N) or (y * y - x**3 - A * x - B) % P or (r + s) % N == 0:
        return False
    numbers = b"".join(number.to_bytes(32, "big") for number in (A, B, *G, x, y))
    signer = b"\0\x80" + b"1234567812345678" + numbers
    digest = hashlib.new("sm3", hashlib.new("sm3", signer).digest() + message).digest()
    point = add(times(s, G), times((r + s) % N, (x, y)))
    return point is not None and (int.from_bytes(digest, "big") + point[0] - r) % N == 0

def holds(key, value, message):
    public = b"".join(base64.urlsafe_b64decode(key[part] + "==") for part in ("x", "y") if part in key)
    signature = base64.b64decode(value)
    if hashlib.sha256(public).hexdigest() != key["fingerprint"] or len(signature) != 64:
        return False
    if key["alg"] == "SM2-SM3":
        return sm2_holds(public, signature, message)
    try:
        return Ed25519PublicKey.from_public_bytes(public).verify(signature, message) is None
    except InvalidSignature:
        return False

def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def problems(evidence, keys, signed):
    """`signed` are names, contents, and the hashes that the statement gives for them."""
    statement = evidence["statement"]
    signatures = {signature["key"]: signature for signature in evidence["signatures"]}
    if not signatures or set(signatures) != set(statement["keys"]):
        yield "没有签名，或签名的密钥与陈述所写的不同"
    for name, signature in signatures.items():
        key = keys.get(name, {})
        if key.get("alg") != signature["algorithm"]:
            yield f"密钥 {name} 不在密钥文件里"
        elif key["revoked_at"]:
            yield f"密钥 {name} 已于 {key['revoked_at']} 作废：{key['reason']}"
        elif not holds(key, signature["value"], canonical(statement)):
            yield f"签名不符（{key['alg']}，{name}）：陈述被改过，或不是这把密钥签的"
        elif (
            not key["created_at"][:10]
            <= (statement.get("made_on") or key["created_at"])
            <= (key["retired_at"] or "9")
        ):
            yield f"制作日期不在密钥 {name} 的使用期内"
    wrong = (name for name, content, expected in signed if hashlib.sha256(content).hexdigest() != expected)
    yield from (f"{name}与签名的陈述不符" for name in wrong)

def read(file):
    """The evidence in a file, and what it signs."""
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as pack:
            contents = {entry: pack.read(entry) for entry in pack.namelist()}
        evidence = json.loads(contents["evidence.json"])
        listed = evidence["statement"]["files"].items()
        return evidence, [(name, contents.get(name, b""), expected) for name, expected in listed]
    document = json.loads(file.read_bytes())
    if "statement" in document:
        listed = document["statement"]["files"].items()
        paths = [(file.with_name(name), expected) for name, expected in listed]
        present = [(path.name, path.read_bytes(), expected) for path, expected in paths if path.exists()]
        return document, present or [("旁边没有它的文件，", b"", "")]
    evidence = document.pop("evidence") or {"statement": {}, "signatures": []}
    content = ("JSON 的内容", canonical(document), evidence["statement"].get("json_sha256"))
    return evidence, [content, ("条文的文字", document["text"].encode(), evidence["statement"].get("sha256"))]

def main(keys_file, *files):
    keys = {key["kid"]: key for key in json.loads(Path(keys_file).read_bytes())["keys"]}
    are_good = True
    for file in map(Path, files):
        try:
            evidence, signed = read(file)
            faults = list(problems(evidence, keys, signed))
        except Exception as error:  # a damaged file raises whatever it likes; the others are still checked
            evidence, signed, faults = {"statement": {}}, [], [f"读不懂：{error!r}"]
        are_good = are_good and not faults
        names = "、".join(name for name, *_ in signed)
        print(f"{file}：" + ("；".join(faults) or f"签名有效，相符：{names}"))
        print("".join(f"    {name}：{value}\n" for name, value in evidence["statement"].items()))
    sys.exit(0 if are_good else 1)

if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) > 2 else sys.exit(__doc__)
