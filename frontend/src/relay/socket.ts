import { type Client, createClient } from 'graphql-ws';
import { connection } from './connection';
import { serverAnswers, viewerIsSignedIn } from './http';
import { session } from './session';

/** The server closes with this code when the session behind the socket ended. */
const FORBIDDEN = 4403;
const KEEP_ALIVE = 10_000;
const PONG_TIMEOUT = 5_000;
/** After this long without a socket, and again as often, the server is asked whether it is there at all. */
const PROBE_EVERY = 20_000;

/** Waits out the back-off, but goes at once when the browser reports the network is back. */
function backOff(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
  });
}

async function stillSignedIn(): Promise<boolean> {
  try {
    return await viewerIsSignedIn();
  } catch {
    // Not reachable says nothing about the session; keep trying.
    return true;
  }
}

export function openSocket(): Client {
  let closeCode = 0;
  let disposed = false;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let probeTimer: ReturnType<typeof setTimeout> | undefined;
  // Some networks let requests through but no sockets: then nothing is live, yet changes can be saved.
  const probe = async () => {
    const reachable = navigator.onLine && (await serverAnswers());
    if (disposed || probeTimer === undefined) return;
    connection.set(reachable ? 'reconnecting' : 'offline');
    probeTimer = setTimeout(probe, PROBE_EVERY);
  };
  // The browser knows at once what the missing pong would tell after a while.
  const hangUp = () => client.terminate();
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';

  const client = createClient({
    url: `${scheme}://${location.host}/graphql/ws`,
    lazy: false,
    keepAlive: KEEP_ALIVE,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    onNonLazyError: () => undefined,
    retryWait: async (attempt) => {
      if (closeCode === FORBIDDEN && !(await stillSignedIn())) {
        session.set('signedOut');
        // The session is over: this promise stays open, and signing out disposes the client.
        await new Promise(() => undefined);
      }
      const ceiling = Math.min(30_000, 500 * 2 ** Math.min(attempt, 6));
      await backOff(ceiling / 2 + Math.random() * (ceiling / 2));
    },
    on: {
      opened: () => window.addEventListener('offline', hangUp),
      connected: () => {
        closeCode = 0;
        clearTimeout(probeTimer);
        probeTimer = undefined;
        connection.set('live');
      },
      closed: (event) => {
        window.removeEventListener('offline', hangUp);
        clearTimeout(pongTimer);
        closeCode = event instanceof CloseEvent ? event.code : 0;
        if (disposed || connection.get() === 'offline') return;
        connection.set(navigator.onLine ? 'reconnecting' : 'offline');
        probeTimer ??= setTimeout(probe, PROBE_EVERY);
      },
      ping: (received) => {
        if (received) return;
        // A half-open socket never reports its death; a missing pong does.
        pongTimer = setTimeout(() => client.terminate(), PONG_TIMEOUT);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
    },
  });
  return {
    ...client,
    dispose: () => {
      disposed = true;
      clearTimeout(probeTimer);
      return client.dispose();
    },
  };
}
