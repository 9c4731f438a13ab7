"""The official Python client, in both generations of the protocol, against a program or a URL.

It validates structured content against the tools' output schemas by itself.
"""

import asyncio
import json
import pathlib
import sys

from mcp import Client, MCPError, StdioServerParameters
from mcp_types import ResourceTemplateReference

CALLS = json.loads(pathlib.Path(__file__).with_name("calls.json").read_text())
PAGE = "reference:///proxy_v1/operations/ListInteraction"


async def check(target, mode, version):
    server = target if target.startswith("http") else StdioServerParameters(command=target)
    async with Client(server, mode=mode) as client:
        assert client.protocol_version == version, client.protocol_version
        tools = (await client.list_tools()).tools
        assert len(tools) == 6, tools
        for call in CALLS:
            result = await client.call_tool(call["tool"], call["arguments"])
            reply = "\n".join(block.text for block in result.content)
            error = call.get("error")
            assert bool(result.is_error) == (error is not None), reply
            assert (error or call.get("text")) in reply, reply
            assert (result.structured_content is None) == (error is not None), reply
        resources, cursor = [], None
        while True:
            listed = await client.list_resources(cursor=cursor)
            resources += listed.resources
            cursor = listed.next_cursor
            if cursor is None:
                break
        assert len(resources) > 200, len(resources)
        page = await client.read_resource(PAGE)
        assert page.contents[0].text.startswith("# List interactions"), page
        try:
            await client.read_resource(PAGE + "x")
            raise AssertionError("a page that does not exist was read")
        except MCPError as error:
            assert "Nearest" in str(error), error
        reference = ResourceTemplateReference(type="ref/resource", uri="reference:///{+id}")
        argument = {"name": "id", "value": "proxy_v1/operations/ListI"}
        completion = (await client.complete(reference, argument)).completion
        assert completion.values == ["proxy_v1/operations/ListInteraction"], completion
    print(f"Python client, {version}, {target}", flush=True)


async def main():
    for target in sys.argv[1:]:
        await check(target, "legacy", "2025-11-25")
        await check(target, "auto", "2026-07-28")


asyncio.run(main())
