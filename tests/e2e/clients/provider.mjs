// A real identity provider (oidc-provider): whoever logs in is who they say, clients register themselves, programs get tokens with their
// name and any secret of theirs. A line on stdin, `key NAME...`, has it publish these keys, the first of which signs from now on.
// usage: node provider.mjs PORT PROGRAM...
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Provider } from 'oidc-provider';

const [port, ...programs] = process.argv.slice(2);
const keys = new Map();

function key(name) {
  if (!keys.has(name))
    keys.set(name, { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: name, use: 'sig', alg: 'RS256' });
  return keys.get(name);
}

/** Clients, logins and grants outlive it: oidc-provider keeps them in memory that its instances share. */
const withKeys = (names) => new Provider(`http://127.0.0.1:${port}`, {
  jwks: { keys: names.map(key) },
  clients: programs.map((name) => ({ client_id: name, client_secret: 'of a test', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] })),
  scopes: ['openid', 'offline_access', 'query'],
  cookies: { keys: ['of a test'] },
  issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: true },
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_, resource) => ({ audience: resource, scope: 'query', accessTokenFormat: 'jwt', accessTokenTTL: 600 }),
      useGrantedResource: () => true,
    },
  },
}).callback();

let answer = withKeys(['first']);
createServer((request, response) => answer(request, response)).listen(Number(port), '127.0.0.1', () => console.log('listening'));
createInterface(process.stdin).on('line', (line) => {
  const names = line.split(' ').slice(1);
  answer = withKeys(names);
  console.log(`keys are ${names}`);
});
