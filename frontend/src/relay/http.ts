import type { GraphQLResponse, Variables } from 'relay-runtime';
import { session } from './session';

export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'QUERY_TOO_COMPLEX'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL'
  /** The server was not reached at all. */
  | 'NETWORK'
  /** The server was asked and stayed silent: what it did is not known. */
  | 'TIMEOUT';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly requestId?: string,
  ) {
    super(message);
  }
}

interface WireError {
  message: string;
  extensions?: { code?: ErrorCode; requestId?: string };
}

const RETRIES = 3;
/** A dead network swallows requests without a word; nobody should watch a spinner for minutes. */
const ANSWER_WITHIN = 45_000;
const PROBE_WITHIN = 8_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface Operation {
  text: string;
  name: string;
  kind: string;
}

async function send(operation: Operation, variables: Variables, within = ANSWER_WITHIN): Promise<Response> {
  try {
    return await fetch('/graphql', {
      method: 'POST',
      credentials: 'same-origin',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        // Cross-site forms cannot send this header; the server refuses cookie requests without it.
        'x-dealstream-client': 'web',
      },
      body: JSON.stringify({ query: operation.text, operationName: operation.name, variables }),
      signal: AbortSignal.timeout(within),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'TimeoutError' && operation.kind !== 'query') {
      throw new ApiError('TIMEOUT', cause.message);
    }
    throw new ApiError('NETWORK', cause instanceof Error ? cause.message : 'network');
  }
}

async function once(
  operation: Operation,
  variables: Variables,
): Promise<{ body: GraphQLResponse; wait: number }> {
  const response = await send(operation, variables);
  const wait = Number(response.headers.get('retry-after') ?? 0) * 1000;
  let body: { data?: unknown; errors?: WireError[] };
  try {
    body = await response.json();
  } catch {
    throw new RetryAfter(
      new ApiError(response.status >= 502 ? 'UNAVAILABLE' : 'INTERNAL', response.statusText),
      wait,
    );
  }
  const first = body.errors?.[0];
  const signedOut = body.errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED');
  if (signedOut) session.set('signedOut');
  if (first && (body.data === null || body.data === undefined)) {
    throw new RetryAfter(
      new ApiError(first.extensions?.code ?? 'INTERNAL', first.message, first.extensions?.requestId),
      wait,
    );
  }
  return { body: body as GraphQLResponse, wait };
}

/** Carries the server's wish for a pause beside the error itself. */
class RetryAfter {
  constructor(
    readonly error: ApiError,
    readonly wait: number,
  ) {}
}

/** Sends one operation. Queries are repeated when the server is busy; mutations never are. */
export async function fetchGraphQL(operation: Operation, variables: Variables): Promise<GraphQLResponse> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await once(operation, variables)).body;
    } catch (thrown) {
      const error = thrown instanceof RetryAfter ? thrown.error : thrown;
      const busy =
        error instanceof ApiError && ['RATE_LIMITED', 'UNAVAILABLE', 'NETWORK'].includes(error.code);
      if (!busy || operation.kind !== 'query' || attempt >= RETRIES) throw error;
      const asked = thrown instanceof RetryAfter ? thrown.wait : 0;
      await pause(Math.max(asked, 400 * 2 ** attempt) + Math.random() * 300);
    }
  }
}

const SESSION_CHECK: Operation = {
  text: 'query SessionCheck { viewer { id } }',
  name: 'SessionCheck',
  kind: 'query',
};

/** Whether the server can be reached at all, with or without a socket. */
export async function serverAnswers(): Promise<boolean> {
  try {
    return (await send(SESSION_CHECK, {}, PROBE_WITHIN)).status < 500;
  } catch {
    return false;
  }
}

/** Asks who is signed in, past every cache; used after the server closed the socket. */
export async function viewerIsSignedIn(): Promise<boolean> {
  const body = await fetchGraphQL(SESSION_CHECK, {});
  const data = 'data' in body ? (body.data as { viewer?: { id: string } | null } | null) : null;
  return Boolean(data?.viewer);
}
