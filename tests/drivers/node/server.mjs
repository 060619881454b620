// Starts cortexsharp-local on a free port and stops it, for one file of tests.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { after } from 'node:test';

const built = '../../../src/CortexSharp.Local.Server/bin/Debug/net10.0/CortexSharp.Local.Server.dll';
const program = process.env.CORTEXSHARP_SERVER ?? fileURLToPath(new URL(built, import.meta.url));

/** Starts a server with a database of its own in memory; it ends with the file's tests. To be awaited before the first of them. */
export async function startServer(...options) {
  const server = spawn('dotnet', [program, '--database', ':memory:', '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  after(async () => {
    server.kill('SIGTERM');
    await ended;
  });
  const lines = createInterface({ input: server.stdout });
  const url = await Promise.race([
    new Promise((resolve) => lines.once('line', resolve)),
    ended.then((code) => Promise.reject(new Error(`cortexsharp-local ended with ${code} before it listened: build it first.`))),
  ]);
  return url.trim();
}
