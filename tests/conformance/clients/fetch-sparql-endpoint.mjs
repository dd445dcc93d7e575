// fetch-sparql-endpoint, with a streamed answer, ASK, and CONSTRUCT: `node fetch-sparql-endpoint.mjs ENDPOINT QUERY`.
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint';

const [endpoint, query] = process.argv.slice(2);
const fetcher = new SparqlEndpointFetcher();
const rows = [];
for await (const row of await fetcher.fetchBindings(endpoint, query)) {
  rows.push([row.code.value, row.name.value]);
}
if (!(await fetcher.fetchAsk(endpoint, 'ASK {}'))) throw new Error('ASK');
let triples = 0;
for await (const _ of await fetcher.fetchTriples(endpoint, 'CONSTRUCT { ?s a ?type } WHERE { ?s a ?type } LIMIT 7')) triples++;
if (triples !== 7) throw new Error(`${triples} triples`);
console.log(JSON.stringify(rows));
