"""Who may talk to the desk, and what it answers: requests as programs send them."""

from __future__ import annotations

import http.client
import re
import socket
from urllib.parse import urlencode, urlsplit

import pytest
from newsroom import open_desk
from starlette.requests import Request

from extractor.decisions import read_history
from extractor.desk.guard import Guard
from extractor.desk.serve import DeskError, check_open, opened

TOKEN = "a-token-of-some-length"


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()


def send(address, method="GET", path="/", form=None, **headers):
    """One request as it stands; nothing is added that a browser would add."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    body = urlencode(form, doseq=True) if form is not None else None
    if body is not None:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    connection.request(method, path, body, headers)
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


def first_question(address, query="?show=all"):
    return re.search(r'href="(/question/[0-9a-f]+)', send(address, path=f"/{query}").text)[1]


def form_of(page, act):
    """The hidden fields of a form on a page."""
    form = re.search(rf'<form id="do-{act}".*?</form>', page, re.DOTALL)[0]
    return dict(re.findall(r'name="(token|version)" value="([^"]*)"', form))


def test_a_decision_by_hand(desk, run):
    question = first_question(desk)
    fields = form_of(send(desk, path=question).text, "accept")
    answer = send(desk, "POST", f"{question}/accept", fields)
    assert answer.status == 303
    assert answer.headers["location"].startswith(question)
    assert [event.action for event in read_history(run).events] == ["accept"]
    # The same form again: it was taken on a page that is no longer so.
    assert send(desk, "POST", f"{question}/accept", fields).status == 409


STRANGERS = [
    ("another name leads here", {"Host": "evil.example"}, 421),
    ("another name with our port", {"Host": "evil.example:{port}"}, 421),
    ("our name, another port", {"Host": "127.0.0.1:1"}, 421),
    ("no name", {"Host": ""}, 421),
    ("nonsense", {"Host": "[::1"}, 421),
    ("another site's page", {"Origin": "http://evil.example"}, 403),
    ("a page without an origin", {"Origin": "null"}, 403),
    ("another port of this machine", {"Origin": "http://127.0.0.1:1"}, 403),
    ("said to be another site", {"Sec-Fetch-Site": "cross-site"}, 403),
    ("said to be another site of one name", {"Sec-Fetch-Site": "same-site"}, 403),
]


@pytest.mark.parametrize(("headers", "status"), [row[1:] for row in STRANGERS], ids=[row[0] for row in STRANGERS])
def test_strangers_decide_nothing(desk, run, headers, status):
    question = first_question(desk)
    fields = form_of(send(desk, path=question).text, "accept")
    headers = {name: value.replace("{port}", str(urlsplit(desk).port)) for name, value in headers.items()}
    assert send(desk, "POST", f"{question}/accept", fields, **headers).status == status
    assert read_history(run).events == []


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}", "LOCALHOST:{port}", "[::1]:{port}", "127.0.0.1"])  # fmt: skip
def test_our_own_names(desk, host):
    assert send(desk, Host=host.replace("{port}", str(urlsplit(desk).port))).status == 200


@pytest.mark.parametrize("token", ["", "x", "é" * 40])
def test_a_form_of_another_desk_decides_nothing(desk, run, token):
    question = first_question(desk)
    fields = form_of(send(desk, path=question).text, "accept")
    answer = send(desk, "POST", f"{question}/accept", {**fields, "token": token})
    assert answer.status == 403
    assert "was started again" in answer.text
    assert read_history(run).events == []


def test_every_answer_is_guarded(desk):
    for path in ("/", "/decisions", "/static/desk.js", "/nowhere", "/keys"):
        headers = send(desk, path=path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"


def test_pages_have_no_script_and_no_style_of_their_own(desk):
    for path in ("/", first_question(desk), "/people", "/decisions", "/keys", "/article?id=echo"):
        page = send(desk, path=path).text
        assert not re.search(r"<script(?![^>]* src=)|\son\w+=|\sstyle=|<style", page)


NOWHERE = ["/question/nobody", "/article?id=none", "/article?id=echo&start=x", "/person?id=none", "/static/../app.py", "/static/app.py", "/docs", "/openapi.json", "/question/%00", "/question/%F0%9F/x"]  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_there_is_no_such_page(desk, path):
    assert send(desk, path=path).status in (404, 405)


ODD = ["?page=0", "?page=-1", "?page=99999999999", "?page=x", "?show=nothing", "?verdict='--", "?words=%22%27*()%5E:%00", "?words=" + "a" * 5_000, "?words=%F0%9F%98%80", "?words=AND+OR+NOT+NEAR(", "?words=%C2%B2", "?words=%ED%A0%80", "?done=x", "?words=%22"]  # fmt: skip


@pytest.mark.parametrize("query", ODD, ids=[query[:20] for query in ODD])
def test_odd_addresses_are_answered(desk, query):
    for path in (f"/{query}", f"/people{query}", f"/decisions{query}", f"{first_question(desk)}{query}"):
        assert send(desk, path=path).status == 200


WRONG = [
    ("override", {"answer": "about half", "reason": "x"}, "is no figure"),
    ("override", {"answer": "52", "reason": ""}, "needs a reason"),
    ("override", {"answer": "1520", "reason": "x"}, "between 0 and 100"),
    ("note", {"reason": " "}, "empty"),
    ("split", {}, "choose some"),
    ("merge", {"other": "nobody"}, "choose the question"),
    ("reject", {"claim": "nobody"}, "choose a record"),
    ("undo", {}, "nothing to take back"),
]


@pytest.mark.parametrize(("act", "fields", "words"), WRONG, ids=[f"{act}-{words}" for act, _, words in WRONG])
def test_what_cannot_be_decided_says_why_and_keeps_what_was_typed(desk, run, act, fields, words):
    question = first_question(desk, "?show=all&verdict=confirmed")
    hidden = form_of(send(desk, path=question).text, "accept")
    answer = send(desk, "POST", f"{question}/{act}", {**hidden, **fields})
    assert answer.status == 422
    assert words in answer.text
    if fields.get("answer"):
        assert f'value="{fields["answer"]}"' in answer.text
    assert read_history(run).events == []


def test_an_act_that_is_none(desk):
    question = first_question(desk)
    assert send(desk, "POST", f"{question}/burn", form_of(send(desk, path=question).text, "accept")).status == 404


def test_a_form_that_is_too_long(desk):
    assert send(desk, "POST", f"{first_question(desk)}/note", {"reason": "x" * 300_000}).status == 413


def test_the_file_of_decisions_of_another_program_is_taken_in(desk, run):
    """Two desks on one run: what one writes, the other shows at the next page."""
    question = first_question(desk)
    with open_desk(run, who="bob") as other:
        send(other, "POST", f"{question}/accept", form_of(send(other, path=question).text, "accept"))
    page = send(desk, path=question).text
    assert "bob" in page
    assert "Accepted" in page


def test_an_error_of_the_desk_is_a_page_that_says_so(desk, run):
    (run / "decisions.jsonl").mkdir()
    answer = send(desk)
    assert answer.status == 500
    assert "Nothing was saved" in answer.text
    assert "Traceback" not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    (run / "decisions.jsonl").rmdir()
    assert send(desk).status == 200


OPENINGS = [
    ("127.0.0.1", None, None),
    ("localhost", None, None),
    ("::1", None, None),
    ("0.0.0.0", None, "give a --token"),
    ("0.0.0.0", "short", "at least 16"),
    ("0.0.0.0", TOKEN, None),
    ("desk.example", None, "give a --token"),
    ("127.0.0.1", TOKEN, None),  # a machine with several users
    ("127.0.0.1", "", "at least 16"),
]


@pytest.mark.parametrize(("host", "token", "words"), OPENINGS)
def test_only_this_machine_without_a_token(host, token, words):
    if words is None:
        check_open(host, token)
    else:
        with pytest.raises(DeskError, match=re.escape(words)):
            check_open(host, token)


NAMES = [
    ("0.0.0.0", "192.0.2.7:8765", True),
    ("0.0.0.0", "localhost:8765", True),
    ("0.0.0.0", "{own}:8765", True),
    ("0.0.0.0", "evil.example:8765", False),
    ("0.0.0.0", "192.0.2.7:80", False),
    ("desk.example", "desk.example:8765", True),
    ("127.0.0.1", "192.0.2.7:8765", False),
    ("127.0.0.1", "{own}:8765", False),
]


@pytest.mark.parametrize(("host", "asked", "ours"), NAMES)
def test_names_of_a_desk_for_others(host, asked, ours):
    guard = Guard(host, 8765, "ann", TOKEN)
    asked = asked.replace("{own}", socket.gethostname())
    request = Request({"type": "http", "method": "GET", "headers": [(b"host", asked.encode())]})
    assert (guard.refusal(request) is None) is ours


def test_a_desk_for_others_asks_who_they_are(run):
    with open_desk(run, token=TOKEN) as address:
        assert send(address).headers["location"] == "/sign-in"
        assert send(address, path="/decisions").status == 303
        question = "/question/x/accept"
        assert send(address, "POST", question, {"token": "x"}).headers["location"] == "/sign-in"
        assert "Tom Roper" not in send(address, path="/sign-in").text
        assert send(address, "POST", "/sign-in", {"name": "bob", "secret": "guess"}).status == 403
        assert send(address, "POST", "/sign-in", {"name": " ", "secret": TOKEN}).status == 403
        signed_in = send(address, "POST", "/sign-in", {"name": "bob", "secret": TOKEN})
        cookie = signed_in.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        mine = {"Cookie": cookie.split(";")[0]}
        path = re.search(r'href="(/question/[0-9a-f]+)', send(address, path="/", **mine).text)[1]
        fields = form_of(send(address, path=path, **mine).text, "accept")
        assert send(address, "POST", f"{path}/accept", fields, **mine).status == 303
        assert send(address, Host="evil.example", **mine).status == 421
    assert [event.who for event in read_history(run).events] == ["bob"]


def test_a_port_that_is_taken(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DeskError, match=f"port {port}.*another --port"), opened(run, who="ann", port=port):
            pass


def test_two_desks_at_once_take_two_ports(run):
    with opened(run, who="ann") as (one, *_), opened(run, who="bob") as (other, *_):
        assert one != other
