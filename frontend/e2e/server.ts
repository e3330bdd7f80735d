import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const BINARY = path.resolve(
  import.meta.dirname,
  '..',
  process.env.DEALSTREAM_BIN ?? '../target/debug/dealstream',
);
const READY_WITHIN = 180_000;

export type DemoRole = 'admin' | 'manager' | 'rep';

export interface Login {
  email: string;
  password: string;
}

/**
 * The demo's sign-ins. The server prints one line of JSON with a `logins` member; DEALSTREAM_DEMO_LOGINS
 * (the same JSON object) wins over it, e.g. when the tests run against a server started by hand.
 */
export type DemoLogins = Partial<Record<DemoRole, Login>>;

export interface DemoServer {
  url: string;
  login(role: DemoRole): Login;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function loginsOf(line: string): DemoLogins | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const parsed: { logins?: DemoLogins } = JSON.parse(line);
    return parsed.logins;
  } catch {
    return undefined;
  }
}

async function ready(url: string, process: ChildProcess): Promise<void> {
  const end = Date.now() + READY_WITHIN;
  while (Date.now() < end) {
    if (process.exitCode !== null) throw new Error(`the server ended with ${process.exitCode}`);
    const ok = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${url} was not ready in time`);
}

/** The real server with a fresh demo workspace on a free port. */
export async function startDemo(): Promise<DemoServer> {
  const data = mkdtempSync(path.join(tmpdir(), 'dealstream-e2e-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(BINARY, ['demo', '--listen', url.slice('http://'.length), '--data-dir', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let logins: DemoLogins = {};
  createInterface({ input: child.stdout }).on('line', (line) => {
    logins = loginsOf(line) ?? logins;
  });
  await ready(url, child);
  const given = process.env.DEALSTREAM_DEMO_LOGINS;
  return {
    url,
    login(role) {
      const all: DemoLogins = given ? JSON.parse(given) : logins;
      const login = all[role];
      if (!login) throw new Error(`the demo named no login for ${role}; set DEALSTREAM_DEMO_LOGINS`);
      return login;
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
