// TypeScript SDK 2: connect, list, call, prompts and resources. ERA=auto negotiates 2026-07-28. Over HTTP+SSE when the URL
// ends so. TOKEN: the bearer token. usage: node ts2.mjs URL | COMMAND ARGUMENT...
import { Client, SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { explore, target } from './report.mjs';

const era = process.env.ERA;
const transport = target.url?.pathname === '/sse' ? new SSEClientTransport(target.url, target.options)
  : target.url ? new StreamableHTTPClientTransport(target.url, target.options)
  : new StdioClientTransport(target.command);
const client = new Client({ name: 'howdah-e2e-ts2', version: '1' }, era ? { versionNegotiation: { mode: era } } : {});
await client.connect(transport);
await explore(client, client.getNegotiatedProtocolVersion());
