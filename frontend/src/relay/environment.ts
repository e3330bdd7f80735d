import type { Client, FormattedExecutionResult } from 'graphql-ws';
import {
  Environment,
  type GraphQLResponse,
  Network,
  Observable,
  RecordSource,
  type RequestParameters,
  Store,
  type Variables,
} from 'relay-runtime';
import { connection } from './connection';
import { dropStale } from './dropStale';
import { freshly, type News } from './freshly';
import { gather, mergeBatches } from './gather';
import { fetchGraphQL } from './http';
import { session } from './session';
import { openSocket } from './socket';
import { cell } from './store';

/** In a burst the page takes in what happened this often. */
const BREATH = 200;

let socket: Client | null = null;

function liveClient(): Client {
  socket ??= openSocket();
  return socket;
}

function closeSocket(): void {
  void socket?.dispose();
  socket = null;
  connection.set('connecting');
}

/** The cursor of a batch, whatever the subscription is called, and whether anything happened. */
function batchOf(data: unknown): { cursor?: string; eventful: boolean } {
  if (typeof data !== 'object' || data === null) return { eventful: false };
  const root = Object.values(data)[0] as { cursor?: unknown; events?: unknown } | null | undefined;
  return {
    cursor: typeof root?.cursor === 'string' ? root.cursor : undefined,
    eventful: Array.isArray(root?.events) && root.events.length > 0,
  };
}

function createEnvironment(): Environment {
  const base = new RecordSource();
  const news: News = { count: 0 };
  const textOf = (request: RequestParameters) => {
    if (!request.text) throw new Error(`${request.name} has no text`);
    return request.text;
  };

  function subscribe(request: RequestParameters, variables: Variables): Observable<GraphQLResponse> {
    const text = textOf(request);
    const resumable = /\$after\b/.test(text);
    return Observable.create((sink) => {
      // graphql-ws sends this very object again after a cut, so the newest cursor is kept in it:
      // the server then replays exactly what was missed.
      const payload = { query: text, operationName: request.name, variables: { ...variables } };
      const batches = gather<FormattedExecutionResult<Record<string, unknown>, unknown>>(
        (message) => {
          if (batchOf(message.data).eventful) news.count += 1;
          const data = dropStale(message.data, base);
          sink.next({ ...message, data } as unknown as GraphQLResponse);
        },
        mergeBatches,
        BREATH,
      );
      const unsubscribe = liveClient().subscribe<Record<string, unknown>>(payload, {
        next(message) {
          const { cursor } = batchOf(message.data);
          if (resumable && cursor) payload.variables = { ...payload.variables, after: cursor };
          batches.next(message);
        },
        error: (error) => {
          batches.flush();
          sink.error(error instanceof Error ? error : new Error('subscription closed'));
        },
        complete: () => {
          batches.flush();
          sink.complete();
        },
      });
      return () => {
        batches.stop();
        unsubscribe();
      };
    });
  }

  return new Environment({
    network: Network.create((request, variables, config) => {
      const operation = { text: textOf(request), name: request.name, kind: request.operationKind };
      const send = () => fetchGraphQL(operation, variables);
      if (operation.kind === 'query') return freshly(send, news, variables, config);
      return send().finally(() => {
        news.count += 1;
      });
    }, subscribe),
    store: new Store(base, { gcReleaseBufferSize: 20 }),
    missingFieldHandlers: [
      {
        kind: 'linked',
        // deal(id: "x") is served from the cache when some list has already brought the record.
        handle(field, _record, args) {
          if (BY_ID.has(field.name) && typeof args.id === 'string') return args.id;
          return undefined;
        },
      },
    ],
  });
}

const BY_ID = new Set(['node', 'deal', 'account', 'contact', 'task', 'pipeline']);

/** Replaced as a whole on sign-in and sign-out, so nothing of one user is left for the next. */
export const environmentCell = cell<Environment>(createEnvironment());

export function resetEnvironment(next: 'signedIn' | 'signedOut'): void {
  closeSocket();
  environmentCell.set(createEnvironment());
  session.set(next);
}
