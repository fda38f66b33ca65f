"""Python SDK 1: connect, list, call, prompts and resources; over HTTP+SSE when the URL ends so. TOKEN: the bearer token.
usage: py1.py URL | COMMAND ARGUMENT..."""
import asyncio
import sys

import report
from mcp import ClientSession, StdioServerParameters
from mcp.client.sse import sse_client
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamablehttp_client


async def talk(streams):
    async with ClientSession(streams[0], streams[1]) as session:
        began = await session.initialize()
        tools = await session.list_tools()
        rows = await session.call_tool("query", {"sql": report.SQL})
        failed = await session.call_tool("query", {"sql": report.BAD_SQL})
        prompts = await session.list_prompts()
        prompt = await session.get_prompt(prompts.prompts[0].name)
        resources = await session.list_resources()
        templates = await session.list_resource_templates()
        resource = await session.read_resource(report.RESOURCE)
        report.tell(protocol=str(began.protocolVersion), server=began.serverInfo.name, tools=[t.name for t in tools.tools],
                    rows=rows.structuredContent["rows"], is_error=rows.isError, failed=failed.isError,
                    prompts=[p.name for p in prompts.prompts], prompt=bool(prompt.messages),
                    resources=[str(r.uri) for r in resources.resources],
                    templates=[t.uriTemplate for t in templates.resourceTemplates], resource=resource.contents[0].text)


async def main(target):
    if target[0].endswith("/sse"):
        async with sse_client(target[0], headers=report.headers()) as streams:
            await talk(streams)
    elif target[0].startswith("http"):
        async with streamablehttp_client(target[0], headers=report.headers()) as streams:
            await talk(streams)
    else:
        server = StdioServerParameters(command=target[0], args=target[1:], env=report.environment())
        async with stdio_client(server) as streams:
            await talk(streams)


asyncio.run(asyncio.wait_for(main(sys.argv[1:]), 30))
