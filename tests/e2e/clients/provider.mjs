// A real identity provider (oidc-provider) for one protected resource: whoever logs in is who they say, and clients register themselves.
// usage: node provider.mjs PORT RESOURCE
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';

const [port, resource] = process.argv.slice(2);
const key = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: 'made-on-the-spot', use: 'sig', alg: 'RS256' };

const provider = new Provider(`http://127.0.0.1:${port}`, {
  jwks: { keys: [key] },
  scopes: ['openid', 'offline_access', 'query'],
  cookies: { keys: ['of a test'] },
  features: {
    devInteractions: { enabled: true },
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({ audience: resource, scope: 'query', accessTokenFormat: 'jwt', accessTokenTTL: 600 }),
      useGrantedResource: () => true,
    },
  },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
