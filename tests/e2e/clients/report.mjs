// What every TypeScript client program asks for, and how it tells what it saw: one JSON object on stdout.
const [first, ...rest] = process.argv.slice(2);
const token = process.env.TOKEN;

export const target = first.startsWith('http')
  ? { url: new URL(first), options: token ? { requestInit: { headers: { Authorization: `Bearer ${token}` } } } : {} }
  : { command: { command: first, args: rest, env: { ...process.env } } };

setTimeout(() => {
  console.error('no end within 30 s');
  process.exit(1);
}, 30_000).unref();

export async function explore(client, protocol) {
  const { tools } = await client.listTools();
  const rows = await client.callTool({ name: 'query', arguments: { sql: 'select id, name from customer order by id limit 2' } });
  const failed = await client.callTool({ name: 'query', arguments: { sql: 'select * from no_such_table' } });
  const { prompts } = await client.listPrompts();
  const prompt = await client.getPrompt({ name: prompts[0].name });
  const { resources } = await client.listResources();
  const { resourceTemplates } = await client.listResourceTemplates();
  const resource = await client.readResource({ uri: 'table://public/orders' });
  console.log(JSON.stringify({
    protocol: protocol ?? null,
    server: client.getServerVersion()?.name,
    tools: tools.map(tool => tool.name),
    rows: rows.structuredContent.rows,
    is_error: Boolean(rows.isError),
    failed: failed.isError,
    prompts: prompts.map(each => each.name),
    prompt: prompt.messages.length > 0,
    resources: resources.map(each => each.uri),
    templates: resourceTemplates.map(each => each.uriTemplate),
    resource: resource.contents[0].text,
  }));
  await client.close();
}
