// TypeScript SDK 1 with nothing but the URL of a server that wants access tokens: it discovers who gives them, registers, is sent to
// log in (by a browser of a few lines), and calls. usage: node oauth.mjs URL NAME
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [url, name] = process.argv.slice(2);
const redirect = 'http://127.0.0.1:9/callback'; // nobody listens: the code is read off the address

/** Logs in, agrees, and brings the code that the provider sends to the client. */
async function browse(page) {
  const jar = new Map();
  const visit = async (address, form) => {
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, key, value] = line.match(/^([^=]+)=([^;]*)/);
      value ? jar.set(key, value) : jar.delete(key);
    }
    return answer;
  };
  for (let at = page, steps = 0; steps < 20; ++steps) {
    if (at.href.startsWith(redirect)) return at.searchParams;
    let answer = await visit(at);
    if (answer.status === 200) {
      const prompt = (await answer.text()).match(/name="prompt" value="(\w+)"/)[1];
      answer = await visit(at, { prompt, login: name, password: 'any' });
    }
    at = new URL(answer.headers.get('location'), at);
  }
  throw new Error('the login does not end');
}

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
  redirectToAuthorization: (page) => { login = page; },
};

const connect = async () => {
  const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider });
  const client = new Client({ name: 'howdah-e2e-oauth', version: '1' });
  await client.connect(transport).catch((problem) => {
    if (!(problem instanceof UnauthorizedError)) throw problem;
  });
  return { client, transport };
};

const stranger = await connect();
if (!login) throw new Error('nobody was asked to log in');
const told = await browse(login);
if (!told.has('code')) throw new Error(`the provider says ${told}; asked was ${login}`);
await stranger.transport.finishAuth(told.get('code'));
const { client, transport } = await connect();
const answer = await client.callTool({ name: 'query', arguments: { sql: 'select 40 + 2 as answer', format: 'json' } });
console.log(JSON.stringify({ answer, issuer: login.origin, resource: login.searchParams.get('resource') }));
await transport.terminateSession();
await client.close();
