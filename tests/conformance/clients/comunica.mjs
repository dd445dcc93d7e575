// Comunica, which works out by itself that the address is a SPARQL endpoint: `node comunica.mjs ENDPOINT QUERY`.
import { QueryEngine } from '@comunica/query-sparql';

const [endpoint, query] = process.argv.slice(2);
const bindings = await new QueryEngine().queryBindings(query, { sources: [endpoint] });
const rows = await bindings.toArray();
console.log(JSON.stringify(rows.map((row) => [row.get('code').value, row.get('name').value])));
