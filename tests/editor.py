"""The editor, as yaml-language-server sees it: a small client of the protocol over pipes."""

import json
import shutil
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

SERVER = shutil.which("yaml-language-server")
needs_server = pytest.mark.skipif(SERVER is None, reason="yaml-language-server is not installed")

Message = dict[str, Any]
# No schema catalogue from the network: an office has only its clone.
_SETTINGS = {
    "yaml": {
        "validate": True,
        "completion": True,
        "hover": True,
        "schemaStore": {"enable": False},
    }
}


class Editor:
    """A running yaml-language-server; if it never answers it is stopped, and the test fails."""

    def __init__(self, patience: float = 300) -> None:
        assert SERVER is not None
        self._process = subprocess.Popen(
            [SERVER, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._guard = threading.Timer(patience, self._process.kill)
        self._guard.start()
        self._sent = self._opened = 0
        self._request("initialize", {"processId": None, "rootUri": None, "capabilities": _CAN})
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": _SETTINGS})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._guard.cancel()
        self._process.kill()
        self._process.communicate()

    def problems(self, folder: Path, text: str) -> list[tuple[int, str]]:
        """The problems marked in a file that contains `text`: line, from 1, and message."""
        uri = self._open(folder, text)
        while True:
            message = self._receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                said = message["params"]
                if said["uri"] == uri:
                    break
        self._close(uri)
        return sorted((d["range"]["start"]["line"] + 1, d["message"]) for d in said["diagnostics"])

    def completions(self, folder: Path, text: str) -> dict[str, str]:
        """The completions offered at the `|` in `text`: each label with its description."""
        before, after = text.split("|")
        uri = self._open(folder, before + after)
        answer = self._request("textDocument/completion", _at(uri, before))
        self._close(uri)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"]: _words(item.get("documentation")) for item in items}

    def hover(self, folder: Path, text: str) -> str:
        """The description shown for the word at the `|` in `text`."""
        before, after = text.split("|")
        uri = self._open(folder, before + after)
        answer = self._request("textDocument/hover", _at(uri, before))
        self._close(uri)
        return _words(answer["contents"]) if answer else ""

    def _open(self, folder: Path, text: str) -> str:
        """Open `text` as a new file in a folder, since the server remembers every file it has
        seen."""
        self._opened += 1
        uri = (folder.resolve() / f"{self._opened}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def _close(self, uri: str) -> None:
        self._notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def _request(self, method: str, params: object) -> Any:
        self._sent += 1
        wanted = self._sent
        self._send({"id": wanted, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == wanted and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _notify(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        stream.flush()

    def _receive(self) -> Message:
        """The next message; requests from the server are answered meanwhile."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline().strip()) or not length:
            assert line or self._process.poll() is None, "the server has ended"
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: Message = json.loads(stream.read(length))
        if "id" in message and "method" in message:
            result = None
            if message["method"] == "workspace/configuration":
                result = [_SETTINGS.get(i.get("section")) for i in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})
        return message


_CAN = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["plaintext"]}},
        "hover": {"contentFormat": ["plaintext"]},
    },
}


def _at(uri: str, before: str) -> Message:
    """The position after the text `before`."""
    last = before.rpartition("\n")[2]
    position = {"line": before.count("\n"), "character": len(last)}
    return {"textDocument": {"uri": uri}, "position": position}


def _words(said: Any) -> str:
    return said.get("value", "") if isinstance(said, dict) else said or ""
