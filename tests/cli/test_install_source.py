"""What `init --from` accepts and refuses: every source not pinned by its hash, and every address
that means more to a shell, to YAML or to a forge."""

import re
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectledger.cli.arguments.install_source import install_source
from rectledger.errors import UsageError
from rectledger.i18n.messages import errors
from rectledger.render.generated_files.ci_install_source import Archive, Checkout, InstallSource

HASH, COMMIT = "0123456789abcdef" * 4, "0123456789" * 4
HOST = "https://forge.example"
STRANGE = " \t\n\r\0\x1b\x7f'\"`$!;&|<>(){}[]*?\\^,整\u202e\u00a0\udc80"
WHEEL = f"{HOST}/rectledger-0.1.0-py3-none-any.whl"


def taken(text: str) -> InstallSource:
    found = install_source(text, ci=True)
    assert found is not None
    return found


def refused(text: str) -> UsageError:
    with pytest.raises(UsageError) as error:
        install_source(text, ci=True)
    return error.value


@pytest.mark.parametrize(
    "url",
    [
        WHEEL,
        f"{HOST}:8443/a/rectledger-0.1.0-1-py3-none-any.whl",
        f"{HOST}/%E6%95%B4/rectledger-0.1.0%2Blocal-py3-none-any.whl",
        f"{HOST}/a/rectledger-0.1.0.tar.gz",
        f"{HOST}/archive/{COMMIT}.zip",
        "https://10.0.0.1/rectledger-0.1.0.tar.gz",
    ],
)
def test_a_file_is_taken_with_its_hash(url: str) -> None:
    assert taken(f"{url}#sha256={HASH}") == Archive(url, HASH)
    # pip compares case-sensitively.
    assert taken(f"{url}#sha256={HASH.upper()}") == Archive(url, HASH)


@pytest.mark.parametrize("commit", [COMMIT, HASH])
@pytest.mark.parametrize("path", ["office/rectledger", "~li/rectledger.git", "a"])
def test_a_repository_is_taken_with_a_commit(path: str, commit: str) -> None:
    assert taken(f"git+{HOST}/{path}@{commit}") == Checkout(f"{HOST}/{path}", commit)
    assert taken(f"git+{HOST}/{path}@{commit.upper()}") == Checkout(f"{HOST}/{path}", commit)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # not pinned by a hash
        ("", "from-no-tls"),
        ("rectledger==0.1.0", "from-no-tls"),
        (f"rectledger@{WHEEL}#sha256={HASH}", "from-no-tls"),
        ("./rectledger-0.1.0.tar.gz", "from-no-tls"),
        (WHEEL, "from-no-hash"),
        (f"{WHEEL}#", "from-no-hash"),
        (f"{WHEEL}#sha256=", "from-no-hash"),
        (f"{WHEEL}#sha256={HASH[1:]}", "from-no-hash"),
        (f"{WHEEL}#sha256={HASH}0", "from-no-hash"),
        (f"{WHEEL}#sha256={'g' * 64}", "from-no-hash"),
        (f"{WHEEL}#md5={HASH[:32]}", "from-no-hash"),
        (f"{WHEEL}#egg=rectledger#sha256={HASH}", "from-no-hash"),
        (f"{HOST}/office/rectledger@{COMMIT}", "from-no-hash"),
        # a name that can be moved
        (f"git+{HOST}/office/rectledger", "from-no-commit"),
        (f"git+{HOST}/office/rectledger#sha256={HASH}", "from-no-commit"),
        (f"git+{HOST}/office/rectledger@", "from-movable"),
        (f"git+{HOST}/office/rectledger@main", "from-movable"),
        (f"git+{HOST}/office/rectledger@v0.1.0", "from-movable"),
        (f"git+{HOST}/office/rectledger@refs/tags/v1", "from-movable"),
        (f"git+{HOST}/office/rectledger@{COMMIT[:10]}", "from-movable"),
        (f"git+{HOST}/office/rectledger@{COMMIT}0", "from-movable"),
        (f"git+{HOST}/office/rectledger@{COMMIT}#subdirectory=a", "from-movable"),
        # without TLS, or by another protocol
        (f"http://forge.example/rectledger.zip#sha256={HASH}", "from-no-tls"),
        (f"git+http://forge.example/a@{COMMIT}", "from-no-tls"),
        (f"git+ssh://git@forge.example/a@{COMMIT}", "from-no-tls"),
        (f"git+file:///srv/a@{COMMIT}", "from-no-tls"),
        (f"file:///srv/rectledger.zip#sha256={HASH}", "from-no-tls"),
        (f"HTTPS://forge.example/rectledger.zip#sha256={HASH}", "from-no-tls"),
        (f"--index-url=https://forge.example/a.zip#sha256={HASH}", "from-no-tls"),
        # with credentials
        (f"https://li:secret@forge.example/a.zip#sha256={HASH}", "from-credentials"),
        (f"https://secret@forge.example/a.zip#sha256={HASH}", "from-credentials"),
        (f"git+https://secret@forge.example/a@{COMMIT}", "from-credentials"),
        ("https://li:secret@forge.example", "from-credentials"),
        # no host, or no path
        (f"https:///a.zip#sha256={HASH}", "from-no-host"),
        (f"https://#sha256={HASH}", "from-no-host"),
        (f"https://-odd.example/a.zip#sha256={HASH}", "from-no-host"),
        (f"https://a..b/a.zip#sha256={HASH}", "from-no-host"),
        (f"https://forge.example:port/a.zip#sha256={HASH}", "from-no-host"),
        (f"git+{HOST}/", "from-no-host"),
        # neither a wheel nor an sdist of rectledger
        (f"{HOST}/simple/rectledger/#sha256={HASH}", "from-not-a-package"),
        (f"{HOST}/other-0.1.0-py3-none-any.whl#sha256={HASH}", "from-not-a-package"),
        (f"{HOST}/rectledger-0.1.0.whl#sha256={HASH}", "from-not-a-package"),
        (f"{HOST}/rectledger.exe#sha256={HASH}", "from-not-a-package"),
        # not valid in a path
        (f"git+{HOST}/@secret@{COMMIT}", "from-characters"),
        (f"{HOST}/a=b.zip#sha256={HASH}", "from-characters"),
        (f"{HOST}/a%zz.zip#sha256={HASH}", "from-characters"),
    ],
)
def test_what_could_become_something_else_is_refused(text: str, code: str) -> None:
    error = refused(text)
    assert (error.code, error.exit_code) == (code, 2)
    message, hint = errors.say(error.code, error.args_for_words)
    assert hint
    assert "secret" not in message + hint


@pytest.mark.parametrize("character", [*STRANGE])
@pytest.mark.parametrize("before", [f"{HOST}/a", f"git+{HOST}/a", "https://for", "", WHEEL])
def test_what_means_something_to_a_shell_or_a_forge_is_refused(before: str, character: str) -> None:
    text = f"{before}{character}{(WHEEL + '#sha256=' + HASH).removeprefix(before)}"
    error = refused(text)
    assert error.code == "from-characters"
    message, _ = errors.say(error.code, error.args_for_words)
    assert message.isprintable()
    assert (character if not character.isspace() and character.isprintable() else "U+") in message


addresses = st.from_regex(
    r"\A(git\+)?https://[a-z.:@0-9%#=]{1,12}/[a-zA-Z0-9._~%+/@:#=$' \n-]{0,20}"
    rf"(@{COMMIT}|\.zip#sha256={HASH})\n?\Z"
)


@given(text=addresses)
def test_what_is_taken_is_one_word_to_a_shell_and_nothing_to_yaml(text: str) -> None:
    try:
        found = taken(text)
    except UsageError:
        return
    assert str(found) == text
    assert re.fullmatch("[A-Za-z0-9._~%+/@:#=-]+", text)
    words = [word for line in found.commands() for word in shlex.split(line)]
    kept = f"rectledger @ {found}" if isinstance(found, Archive) else f"url={found.url}"
    assert kept in words


def test_without_a_pipeline_there_is_nothing_to_install() -> None:
    assert install_source(None, ci=False) is None
