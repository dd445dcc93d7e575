// sparql-http-client, by each of its operations: `node sparql-http-client.mjs ENDPOINT QUERY`.
import ParsingClient from 'sparql-http-client/ParsingClient.js';

const [endpoint, query] = process.argv.slice(2);
const client = new ParsingClient({ endpointUrl: endpoint });
const rows = {};
for (const operation of ['get', 'postUrlencoded', 'postDirect']) {
  const found = await client.query.select(query, { operation });
  rows[operation] = found.map((row) => [row.code.value, row.name.value]);
  if (!(await client.query.ask('ASK {}', { operation }))) throw new Error('ASK');
  const graph = await client.query.construct('CONSTRUCT { ?s a ?type } WHERE { ?s a ?type } LIMIT 7', { operation });
  if (graph.size !== 7) throw new Error(`${graph.size} triples`);
}
if (new Set(Object.values(rows).map((found) => JSON.stringify(found))).size !== 1) throw new Error('they differ');
console.log(JSON.stringify(rows.get));
