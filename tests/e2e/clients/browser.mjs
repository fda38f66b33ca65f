// A browser of a few lines, for the pages of oidc-provider: logs in as NAME, agrees, and goes where it is sent.
// usage: node browser.mjs NAME PAGE     ends at the client's address, with what the provider says
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

/** The address at which the client waits, with the code. */
export async function browse(page, name) {
  const back = page.searchParams.get('redirect_uri');
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
    if (at.href.startsWith(back)) return at;
    let answer = await visit(at);
    if (answer.status === 200) {
      const prompt = (await answer.text()).match(/name="prompt" value="(\w+)"/)[1];
      answer = await visit(at, { prompt, login: name, password: 'any' });
    }
    at = new URL(answer.headers.get('location'), at);
  }
  throw new Error('the login does not end');
}

if (argv[1] === fileURLToPath(import.meta.url))
  await fetch(await browse(new URL(argv[3]), argv[2]));
