"""Python SDK 2: connect, list, call, prompts and resources. MODE: auto (default) or legacy.
Over HTTP+SSE when the URL ends so. TOKEN: the bearer token. usage: py2.py URL | COMMAND ARGUMENT..."""
import asyncio
import os
import sys

import httpx2
import report
from mcp import Client
from mcp.client.sse import sse_client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client


def endpoint(target):
    if target[0].endswith("/sse"):
        return sse_client(target[0], headers=report.headers())
    if target[0].startswith("http") and report.headers():
        return streamable_http_client(target[0], http_client=httpx2.AsyncClient(headers=report.headers(), timeout=30))
    if target[0].startswith("http"):
        return target[0]
    return stdio_client(StdioServerParameters(command=target[0], args=target[1:], env=report.environment()))


async def main(target):
    async with Client(endpoint(target), mode=os.environ.get("MODE", "auto")) as client:
        tools = await client.list_tools()
        rows = await client.call_tool("query", {"sql": report.SQL})
        failed = await client.call_tool("query", {"sql": report.BAD_SQL})
        prompts = await client.list_prompts()
        prompt = await client.get_prompt(prompts.prompts[0].name)
        resources = await client.list_resources()
        templates = await client.list_resource_templates()
        resource = await client.read_resource(report.RESOURCE)
        report.tell(protocol=str(client.protocol_version), server=client.server_info.name, tools=[t.name for t in tools.tools],
                    rows=rows.structured_content["rows"], is_error=bool(rows.is_error), failed=failed.is_error,
                    prompts=[p.name for p in prompts.prompts], prompt=bool(prompt.messages),
                    resources=[str(r.uri) for r in resources.resources],
                    templates=[t.uri_template for t in templates.resource_templates], resource=resource.contents[0].text)


asyncio.run(asyncio.wait_for(main(sys.argv[1:]), 30))
