// TypeScript SDK 1: connect, list, call, prompts and resources; over HTTP+SSE when the URL ends so. TOKEN: the bearer token.
// usage: node ts1.mjs URL | COMMAND ARGUMENT...
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { explore, target } from './report.mjs';

const transport = target.url?.pathname === '/sse' ? new SSEClientTransport(target.url, target.options)
  : target.url ? new StreamableHTTPClientTransport(target.url, target.options)
  : new StdioClientTransport(target.command);
const client = new Client({ name: 'howdah-e2e-ts1', version: '1' });
await client.connect(transport);
await explore(client, transport.protocolVersion);
