// Runs the GraphQL over HTTP audits and a graphql-transport-ws conversation against a server; fails when one is not satisfied.
//
//   node audit.mjs http://localhost:8080/graphql
//
// AUDIT_TOKEN: an API key to present. AUDIT_SUBSCRIPTION: a subscription that ends, or sends at least one result.
import { auditServer } from 'graphql-http';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const url = process.argv[2];
if (!url) {
  console.error('usage: node audit.mjs URL');
  process.exit(2);
}
const token = process.env.AUDIT_TOKEN;

const fetchFn = (address, init = {}) =>
  fetch(address, { ...init, headers: { ...init.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) } });

async function http() {
  const results = await auditServer({ url, fetchFn });
  const unsatisfied = results.filter((result) => result.status !== 'ok');
  for (const result of unsatisfied) console.error(`${result.status} ${result.id} ${result.name}: ${result.reason ?? ''}`);
  console.log(`graphql-http: ${results.length - unsatisfied.length} of ${results.length} ok`);
  return results.length > 0 && unsatisfied.length === 0;
}

async function socket() {
  if (!token) {
    console.log('graphql-ws: skipped, no AUDIT_TOKEN');
    return true;
  }
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/ws`,
    webSocketImpl: WebSocket,
    connectionParams: { token },
    retryAttempts: 0,
    lazy: true,
  });
  const query = client.iterate({ query: '{ __typename }' });
  const first = await query.next();
  const ended = await query.next();
  let ok = first.value?.data?.__typename !== undefined && ended.done;
  if (process.env.AUDIT_SUBSCRIPTION) {
    const live = client.iterate({ query: process.env.AUDIT_SUBSCRIPTION });
    const result = await live.next();
    ok &&= !result.done && result.value.data !== null;
    await live.return?.();
  }
  const refused = await client.iterate({ query: '{' }).next().then(() => null, (errors) => errors);
  ok &&= Array.isArray(refused) && refused[0].extensions.code === 'BAD_USER_INPUT';
  await client.dispose();
  console.log(`graphql-ws: ${ok ? 'ok' : 'not ok'}`);
  return ok;
}

const outcomes = await Promise.all([http(), socket()]);
process.exit(outcomes.every(Boolean) ? 0 : 1);
