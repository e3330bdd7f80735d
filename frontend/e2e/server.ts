import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PEOPLE, seed } from './seed';

const BINARY = path.resolve(
  import.meta.dirname,
  '..',
  process.env.DEALSTREAM_BIN ?? '../target/debug/dealstream',
);
const READY_WITHIN = 180_000;

export type Role = 'admin' | 'manager' | 'rep';

export interface Login {
  email: string;
  password: string;
}

export interface Server {
  url: string;
  login(role: Role): Login;
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

/** The real server on a free port, with an empty database of its own; what fills it goes through the API. */
export async function startServer(fill: (url: string) => Promise<void> = seed): Promise<Server> {
  const data = mkdtempSync(path.join(tmpdir(), 'dealstream-e2e-'));
  // Run by root, the server lets its database belong to another user, who has to get in.
  chmodSync(data, 0o711);
  const logFile = path.join(data, 'server.log');
  const log = openSync(logFile, 'a');
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(BINARY, ['serve', '--listen', url.slice('http://'.length), '--data-dir', data], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await ready(url, child);
    await fill(url);
  } catch (error) {
    console.error(readFileSync(logFile, 'utf8').slice(-4_000));
    await stop();
    throw error;
  }
  const login = (role: Role): Login => {
    const { email, password } = PEOPLE[role];
    return { email, password };
  };
  return { url, login, stop };
}
