// The official TypeScript client, in both generations of the protocol, against a program or a URL.
// It validates structured content against the tools' output schemas by itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// The packages are installed outside of the repository.
const packages = createRequire(process.env.CLIENT_PACKAGES);
const load = (name) => import(pathToFileURL(packages.resolve(name)));
const { Client, StreamableHTTPClientTransport } = await load('@modelcontextprotocol/client');
const { StdioClientTransport } = await load('@modelcontextprotocol/client/stdio');

const calls = JSON.parse(readFileSync(new URL('calls.json', import.meta.url)));
const page = 'reference:///proxy_v1/operations/ListInteraction';

const transport = (target) => target.startsWith('http')
  ? new StreamableHTTPClientTransport(new URL(target))
  : new StdioClientTransport({ command: target });

async function check(target, mode, version) {
  const client = new Client({ name: 'check', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(transport(target));
  assert.equal(client.getNegotiatedProtocolVersion(), version);
  const { tools } = await client.listTools();
  assert.equal(tools.length, 6);
  for (const { tool, arguments: values, text, error } of calls) {
    const result = await client.callTool({ name: tool, arguments: values });
    const reply = result.content.map((block) => block.text).join('\n');
    assert.equal(result.isError, error !== undefined, reply);
    assert.ok(reply.includes(error ?? text), reply);
    assert.equal(result.structuredContent === undefined, error !== undefined);
  }
  const { resources } = await client.listResources();
  assert.ok(resources.length > 200, `${resources.length} resources`);
  const { contents } = await client.readResource({ uri: page });
  assert.ok(contents[0].text.startsWith('# List interactions'));
  await assert.rejects(client.readResource({ uri: `${page}x` }), /Nearest/);
  const { completion } = await client.complete({
    ref: { type: 'ref/resource', uri: 'reference:///{+id}' },
    argument: { name: 'id', value: 'proxy_v1/operations/ListI' },
  });
  assert.deepEqual(completion.values, ['proxy_v1/operations/ListInteraction']);
  await client.close();
  console.log(`TypeScript client, ${version}, ${target}`);
}

for (const target of process.argv.slice(2)) {
  await check(target, 'legacy', '2025-11-25');
  await check(target, 'auto', '2026-07-28');
}
