"""What the portal signs can be checked without it, and nothing of it can be changed unnoticed."""

import io
import json
import stat
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.utils import timezone
from openpyxl import load_workbook

from articles.editing import save_article
from articles.models import Article
from policy_portal.signing import verify_evidence
from policy_portal.signing.algorithms import AlgorithmName
from policy_portal.signing.keys import check_keys, key_ring
from policy_portal.signing.signatures import VERIFIER

pytestmark = pytest.mark.django_db
ARTICLE = "/policies/gxblk-2009-232/articles/25"
PACK = "/guidance/pack.{}?kind=enterprise&does=goods_import"
KEYS = "/.well-known/evidence-keys.json"


@pytest.fixture
def signing(settings, tmp_path):
    """A portal with a key of each kind."""
    settings.PORTAL_SIGNING_DIR = tmp_path / "signing"
    return create_keys()


def create_keys():
    for name in AlgorithmName:
        key_ring().create(name, at=timezone.now())
    return key_ring()


@dataclass(frozen=True)
class Signed:
    """What a portal with a key of each kind has given out, and the list of its keys then."""

    article: dict
    pack: bytes
    keys: bytes


@pytest.fixture(scope="module")
def signed(module_path, django_db_setup, django_db_blocker) -> Signed:
    """Asked for once: each test changes a copy. The changes are told by the verifier, not by the portal."""
    with django_db_blocker.unblock(), override_settings(PORTAL_SIGNING_DIR=module_path / "signing"):
        create_keys()
        client = Client()
        content = {
            name: client.get(address).content
            for name, address in (
                ("article", f"{ARTICLE}.json"),
                ("pack", PACK.format("zip")),
                ("keys", KEYS),
            )
        }
    return Signed(json.loads(content["article"]), content["pack"], content["keys"])


@pytest.fixture
def check(client, tmp_path, capsys):
    """What the verifier says of a file: the reasons, or "" where there is nothing against it."""

    def say(name: str, content: bytes, *, keys: bytes | None = None) -> str:
        (tmp_path / "keys.json").write_bytes(keys or client.get(KEYS).content)
        (tmp_path / name).write_bytes(content)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            verify_evidence.main(str(tmp_path / "keys.json"), str(tmp_path / name))
        first = capsys.readouterr().out.splitlines()[0].split("：", 1)[1]
        assert (ended.value.code == 0) == first.startswith("签名有效")
        return "" if ended.value.code == 0 else first

    return say


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def json_of(client, address: str) -> dict:
    return json.loads(client.get(address).content)


def changed_copy(value: dict, path: str, new: object) -> dict:
    copy = json.loads(json.dumps(value))
    *above, last = (int(step) if step.isdigit() else step for step in path.split("."))
    inner = copy
    for step in above:
        inner = inner[step]
    assert inner[last] != new
    inner[last] = new
    return copy


class TestArticles:
    @pytest.mark.parametrize(
        "address", [f"{ARTICLE}.json", f"/api/v1{ARTICLE}/", f"{ARTICLE}.json?at=2020-01-01"]
    )
    def test_its_json_is_signed(self, client, signing, check, address):
        answer = json_of(client, address)
        assert [signature["algorithm"] for signature in answer["evidence"]["signatures"]] == [
            "Ed25519",
            "SM2-SM3",
        ]
        assert check("25.json", as_json(answer)) == ""

    def test_it_states_which_text_it_is(self, client, signing):
        statement = json_of(client, f"{ARTICLE}.json")["evidence"]["statement"]
        article = Article.objects.get(policy__slug="gxblk-2009-232", number=25)
        assert statement["sha256"] == article.sha256
        assert statement["document_number"] == "工信部联科〔2009〕232号"
        assert statement["version_date"] == "2009-05-15"
        assert statement["portal"] == "产业技术政策知识库"
        assert statement["eli"].endswith("/art_25")
        assert statement["source"] == article.policy.source_note
        assert statement["keys"] == [key.id for key in signing.all()]

    @pytest.mark.parametrize(
        ("path", "new", "reason"),
        [
            ("text", "国家不支持。", "条文的文字"),
            ("label", "第二十六条", "JSON 的内容"),
            ("standing", "现行有效", "JSON 的内容"),
            ("mentions.0.quote", "别的话", "JSON 的内容"),
            ("evidence.statement.title", "别的政策", "签名不符"),
            ("evidence.statement.version_date", "2019-05-15", "签名不符"),
            ("evidence.statement.keys", [], "没有签名"),
            ("evidence.signatures", [], "没有签名"),
            ("evidence.signatures.0.value", "AAAA" * 21 + "AA==", "签名不符（Ed25519"),
            ("evidence.signatures.1.value", "AAAA" * 21 + "AA==", "签名不符（SM2-SM3"),
            ("evidence.signatures.0.key", "0" * 16, "不在密钥文件里"),
            ("evidence.signatures.0.algorithm", "SM2-SM3", "不在密钥文件里"),
            ("evidence", None, "没有签名"),
        ],
    )
    def test_a_change_is_found(self, signed, check, path, new, reason):
        assert reason in check("25.json", as_json(changed_copy(signed.article, path, new)), keys=signed.keys)

    def test_without_a_change_nothing_is(self, signed, check):
        assert check("25.json", as_json(signed.article), keys=signed.keys) == ""
        assert check("pack.zip", zip_of(files_of_zip(signed.pack)), keys=signed.keys) == ""

    def test_dropping_one_of_two_signatures_is_found(self, signed, check):
        answer = changed_copy(
            signed.article, "evidence.signatures", signed.article["evidence"]["signatures"][:1]
        )
        assert "没有签名，或" in check("25.json", as_json(answer), keys=signed.keys)

    @pytest.mark.parametrize("other", [f"{ARTICLE[:-2]}26.json", f"{ARTICLE}.sig"])
    def test_evidence_of_something_else_does_not_serve(self, client, signing, check, other):
        answer, other_answer = json_of(client, f"{ARTICLE}.json"), json_of(client, other)
        answer["evidence"] = other_answer.get("evidence", other_answer)
        assert "JSON 的内容与签名的陈述不符" in check("25.json", as_json(answer))

    def test_its_files_are_signed_apart_from_them(self, client, signing, check, tmp_path):
        names = [f"25.{suffix}" for suffix in ("jsonld", "xml", "txt", "docx")]
        signature = client.get(f"{ARTICLE}.sig").content
        assert "旁边没有它的文件" in check("25.sig", signature)
        for name in names:
            answer = client.get(f"{ARTICLE[:-2]}{name}")
            assert f'{ARTICLE}.sig>; rel="describedby"' in answer["Link"]
            (tmp_path / name).write_bytes(answer.content)
        assert check("25.sig", signature) == ""
        for name in names:
            whole = (tmp_path / name).read_bytes()
            (tmp_path / name).write_bytes(whole + b" ")
            assert check("25.sig", signature) == f"{name}与签名的陈述不符"
            (tmp_path / name).write_bytes(whole)

    def test_its_page_names_the_keys_that_sign_now(self, client, signing):
        for _ in range(2):
            before = client.get(f"{ARTICLE}/").content.decode()
        assert all(key.fingerprint in before for key in signing.signing())
        call_command("signing_key", "rotate")
        after = client.get(f"{ARTICLE}/").content.decode()
        assert all(key.fingerprint in after for key in signing.signing())
        assert not any(key.fingerprint in after for key in signing.all() if key.retired_at)

    def test_an_edit_is_signed_anew(self, client, signing, check):
        before = json_of(client, f"{ARTICLE}.json")
        article = Article.objects.get(policy__slug="gxblk-2009-232", number=25)
        article.text += "（补）"
        save_article(article, note="")
        after = json_of(client, f"{ARTICLE}.json")
        assert check("25.json", as_json(before)) == check("25.json", as_json(after)) == ""
        assert before["evidence"]["statement"]["sha256"] != after["evidence"]["statement"]["sha256"]


class TestPacks:
    def test_it_brings_all_that_it_is_checked_with(self, client, signing, check):
        whole = client.get(PACK.format("zip")).content
        assert check("pack.zip", whole) == ""
        assert whole == client.get(PACK.format("zip")).content
        with zipfile.ZipFile(io.BytesIO(whole)) as pack:
            assert pack.read("verify_evidence.py") == VERIFIER.read_bytes()
            assert json.loads(pack.read("keys.json")) == json_of(client, KEYS)
            assert "python verify_evidence.py" in pack.read("README.txt").decode()
            assert pack.read("pack.txt") == client.get(PACK.format("txt")).content

    @pytest.mark.parametrize("name", ["pack.xlsx", "pack.docx", "pack.txt"])
    @pytest.mark.parametrize("is_missing", [False, True])
    def test_a_change_of_a_document_is_found(self, signed, check, name, is_missing):
        files = files_of_zip(signed.pack)
        content = files.pop(name)
        files = files if is_missing else {**files, name: content + b" "}
        assert check("pack.zip", zip_of(files), keys=signed.keys) == f"{name}与签名的陈述不符"

    def test_a_change_of_what_is_stated_is_found(self, signed, check):
        files = files_of_zip(signed.pack)
        evidence = changed_copy(json.loads(files["evidence.json"]), "statement.made_on", "2020-01-01")
        whole = zip_of({**files, "evidence.json": as_json(evidence)})
        assert "签名不符" in check("pack.zip", whole, keys=signed.keys)

    def test_its_documents_carry_statement_and_signatures(self, client, signing):
        book = load_workbook(io.BytesIO(client.get(PACK.format("xlsx")).content))
        rows = dict(row[:2] for row in book["单位情况"].iter_rows(values_only=True))
        statement = rows["签名的陈述"]
        for key in signing.signing():
            value = rows[f"签名（{key.algorithm}，base64）"].split("\n")[0]
            assert verify_evidence.holds(key.as_public_record(), value, statement.encode())
        assert (
            signing.all()[0].fingerprint
            in client.get(PACK.format("").replace("pack.", "pack/")).content.decode()
        )


def files_of_zip(whole: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(whole)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def zip_of(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as pack:
        for name, content in files.items():
            pack.writestr(name, content)
    return whole.getvalue()


class TestKeys:
    def test_what_a_former_key_signed_can_still_be_checked(self, client, signing, check):
        before = client.get(f"{ARTICLE}.json").content
        former = signing.signing()
        call_command("signing_key", "rotate")
        after = client.get(f"{ARTICLE}.json").content
        assert check("25.json", before) == check("25.json", after) == ""
        assert not {key.id for key in former} & {key.id for key in signing.signing()}
        assert all('"d"' not in (signing.folder / f"{key.id}.json").read_text() for key in former)

    def test_what_a_revoked_key_signed_counts_no_more(self, client, signing, check):
        answer = client.get(f"{ARTICLE}.json").content
        key = signing.all()[0]
        call_command("signing_key", "revoke", key.id[:6], "--reason", "备份丢失")
        reasons = check("25.json", answer)
        assert f"密钥 {key.id} 已于" in reasons
        assert "作废：备份丢失" in reasons

    def test_the_list_of_keys_is_never_an_old_one(self, client, signing):
        """Pages are kept whole: a former key that is revoked changes none that signs."""
        former = signing.all()[0]
        call_command("signing_key", "rotate")
        key_lists = [json_of(client, KEYS) for _ in range(2)]
        call_command("signing_key", "revoke", former.id, "--reason", "x")
        revoked = [key["kid"] for key in json_of(client, KEYS)["keys"] if key["revoked_at"]]
        assert key_lists[0] == key_lists[1]
        assert revoked == [former.id]

    def test_another_portals_keys_do_not_serve(self, client, signing, check, settings, tmp_path):
        answer = client.get(f"{ARTICLE}.json").content
        settings.PORTAL_SIGNING_DIR = tmp_path / "other"
        key_ring().create(AlgorithmName.ED25519, at=timezone.now())
        assert "不在密钥文件里" in check("25.json", answer)

    def test_a_key_under_a_known_name_does_not_serve(self, client, signing, check, settings, tmp_path):
        """Neither the fingerprint nor the id can be given to another key."""
        key_list, answer = json_of(client, KEYS), client.get(f"{ARTICLE}.json").content
        settings.PORTAL_SIGNING_DIR = tmp_path / "other"
        key_ring().create(AlgorithmName.ED25519, at=timezone.now())
        key_list["keys"][0]["x"] = json_of(client, KEYS)["keys"][0]["x"]
        assert "签名不符" in check("25.json", answer, keys=as_json(key_list))

    def test_a_pack_made_outside_the_time_of_its_key_is_found(self, signed, check):
        key_list = json.loads(signed.keys)
        key_list["keys"][0]["retired_at"] = "2020-01-01T00:00:00+08:00"
        assert "不在密钥" in check("pack.zip", signed.pack, keys=as_json(key_list))

    def test_private_parts_are_for_this_account_only(self, signing, client):
        files = list(signing.folder.glob("*"))
        assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
        assert stat.S_IMODE(signing.folder.stat().st_mode) == 0o700
        assert '"d"' not in client.get(KEYS).content.decode()

    @pytest.mark.parametrize(
        ("content", "mode", "reason"),
        [
            ("{}", 0o644, "chmod 600"),
            ("", 0o600, "不能用"),
            ("{}", 0o600, "不能用"),
            ("[1]", 0o600, "不能用"),
            ('{"alg": "RSA"}', 0o600, "不能用"),
        ],
    )
    def test_a_file_that_is_no_key_stops_a_start_but_no_page(self, client, signing, content, mode, reason):
        draft = signing.folder / "draft"
        draft.write_text(content)
        draft.chmod(mode)
        draft.rename(signing.folder / "other.json")
        with pytest.raises(ImproperlyConfigured, match=reason):
            check_keys()
        with pytest.raises(CommandError, match=reason):
            call_command("signing_key", "list")
        assert client.get("/healthz/ready").json()["warnings"] == ["有 1 把签名密钥不能用（见日志）"]
        assert len(json_of(client, f"{ARTICLE}.json")["evidence"]["signatures"]) == 2

    def test_the_command_says_what_it_did_and_what_it_refuses(self, settings, tmp_path, capsys):
        settings.PORTAL_SIGNING_DIR = tmp_path / "signing"
        call_command("signing_key", "list")
        call_command("signing_key", "create")
        call_command("signing_key", "list")
        output = capsys.readouterr().out
        key = key_ring().all()[0]
        assert "没有使用中的密钥" in output
        assert output.count(key.fingerprint) == 2
        for arguments in (
            ["create"],
            ["revoke", "00ff00ff", "--reason", "x"],
            ["revoke", "", "--reason", "x"],
        ):
            with pytest.raises(CommandError):
                call_command("signing_key", *arguments)


class TestUnsigned:
    def test_all_is_as_before_and_says_so(self, client, check, settings, tmp_path):
        settings.PORTAL_SIGNING_DIR = tmp_path / "none"
        assert json_of(client, f"{ARTICLE}.json")["evidence"] is None
        assert "本站没有启用签名" in client.get(f"{ARTICLE}/").content.decode()
        assert "本站没有启用签名" in client.get("/about/data/").content.decode()
        assert client.get(f"{ARTICLE}.sig").status_code == 404
        assert "describedby" not in client.get(f"{ARTICLE}.txt")["Link"]
        assert json_of(client, KEYS)["keys"] == []
        assert "没有签名" in check("25.json", client.get(f"{ARTICLE}.json").content)
        assert "没有签名" in check("pack.zip", client.get(PACK.format("zip")).content)


def test_the_verifier_needs_nothing_of_the_portal(client, signing, tmp_path):
    """Standard library and cryptography, in about a hundred lines."""
    for name, address in (("25.json", f"{ARTICLE}.json"), ("keys.json", KEYS)):
        (tmp_path / name).write_bytes(client.get(address).content)
    program = tmp_path / "verify.py"
    program.write_bytes(client.get("/.well-known/verify_evidence.py").content)
    command = [sys.executable, "-I", str(program), "keys.json", "25.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "签名有效" in done.stdout
    lines = [line for line in Path(program).read_text("utf-8").splitlines() if line.strip()]
    assert len(lines) <= 110
