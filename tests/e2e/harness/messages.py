"""JSON-RPC and MCP messages as plain dictionaries, and what tests ask of the answers."""
import json

LEGACY = "2025-11-25"
MODERN = "2026-07-28"
META = "io.modelcontextprotocol/"
CLIENT = {"name": "howdah-e2e", "version": "1"}


def request(id, method, params=None):
    message = {"jsonrpc": "2.0", "id": id, "method": method}
    if params is not None:
        message["params"] = params
    return message


def notification(method, params=None):
    message = {"jsonrpc": "2.0", "method": method}
    if params is not None:
        message["params"] = params
    return message


def initialize(id=0, version=LEGACY):
    return request(id, "initialize", {"protocolVersion": version, "capabilities": {}, "clientInfo": CLIENT})


def tool_call(id, tool, arguments, progress_token=None):
    params = {"name": tool, "arguments": arguments}
    if progress_token is not None:
        params["_meta"] = {"progressToken": progress_token}
    return request(id, "tools/call", params)


def modern(message, capabilities=None):
    """The same message in the stateless era: who asks travels with it."""
    params = dict(message.get("params") or {})
    params["_meta"] = {**params.get("_meta", {}), META + "protocolVersion": MODERN,
                       META + "clientCapabilities": capabilities or {}, META + "clientInfo": CLIENT}
    return {**message, "params": params}


def modern_headers(message):
    headers = {"MCP-Protocol-Version": MODERN, "Mcp-Method": message["method"]}
    params = message.get("params") or {}
    name = params.get("uri") if message["method"] == "resources/read" else params.get("name")
    return {**headers, "Mcp-Name": name} if name else headers


class Result:
    """The result of tools/call."""

    def __init__(self, answer):
        assert "result" in answer, f"an error instead of a result: {answer}"
        self.answer = answer
        self.value = answer["result"]

    @property
    def is_error(self):
        return self.value.get("isError", False)

    @property
    def text(self):
        return self.value["content"][0]["text"]

    @property
    def texts(self):
        return "\n".join(block.get("text", "") for block in self.value["content"])

    @property
    def structured(self):
        return self.value.get("structuredContent")

    @property
    def rows(self):
        assert not self.is_error, self.texts
        return self.structured["rows"]

    @property
    def error(self):
        assert self.is_error, f"no error: {self.text[:300]}"
        return (self.structured or {}).get("error", {})

    @property
    def verdict(self):
        """The guard's: its rule where it refused."""
        return self.error.get("rule") if self.is_error else "admitted"

    def json(self):
        return json.loads(self.text)
