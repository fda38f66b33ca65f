// A TypeScript SDK with nothing but the URL of a server that wants access tokens: it discovers who gives them, registers, is sent to
// log in, and calls. usage: node oauth.mjs GENERATION URL NAME      ERA=auto: generation 2 negotiates 2026-07-28
import { browse } from './browser.mjs';

const [generation, url, name] = process.argv.slice(2);
const { Client, StreamableHTTPClientTransport, UnauthorizedError } = generation === '2' ? await import('@modelcontextprotocol/client') : {
  ...await import('@modelcontextprotocol/sdk/client/index.js'),
  ...await import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
  ...await import('@modelcontextprotocol/sdk/client/auth.js'),
};
const redirect = 'http://127.0.0.1:9/callback'; // nobody listens: the code is read off the address

const remembered = {};
let login;
const authProvider = {
  redirectUrl: redirect,
  clientMetadata: { client_name: 'howdah-e2e', redirect_uris: [redirect], grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'], token_endpoint_auth_method: 'none', scope: 'openid query' },
  clientInformation: () => remembered.client,
  saveClientInformation: (client) => { remembered.client = client; },
  tokens: () => remembered.tokens,
  saveTokens: (tokens) => { remembered.tokens = tokens; },
  saveCodeVerifier: (verifier) => { remembered.verifier = verifier; },
  codeVerifier: () => remembered.verifier,
  saveDiscoveryState: (state) => { remembered.discovery = state; },
  discoveryState: () => remembered.discovery,
  redirectToAuthorization: (page) => { login = page; },
};

const connect = async () => {
  const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider });
  const mode = process.env.ERA;
  const client = new Client({ name: 'howdah-e2e-oauth', version: '1' }, mode ? { versionNegotiation: { mode } } : {});
  await client.connect(transport).catch((problem) => {
    if (!(problem instanceof UnauthorizedError)) throw problem;
  });
  return { client, transport };
};

const stranger = await connect();
if (!login) throw new Error('nobody was asked to log in');
const { searchParams: told } = await browse(login, name);
if (!told.has('code')) throw new Error(`the provider says ${told}; asked was ${login}`);
await stranger.transport.finishAuth(generation === '2' ? told : told.get('code'));
const { client, transport } = await connect();
const answer = await client.callTool({ name: 'query', arguments: { sql: 'select 40 + 2 as answer', format: 'json' } });
console.log(JSON.stringify({ answer, issuer: login.origin, resource: login.searchParams.get('resource'),
  protocol: transport.protocolVersion ?? client.getNegotiatedProtocolVersion?.() }));
await transport.terminateSession();
await client.close();
