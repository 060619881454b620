// Snowflake's driver, kept from asking cloud metadata services and the user's home, and its callbacks as promises.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION = 'true';
process.env.SNOWFLAKE_DISABLE_MINICORE = '1';
process.env.HOME = mkdtempSync(join(tmpdir(), 'cortexsharp-driver-'));
const { default: snowflake } = await import('snowflake-sdk');
snowflake.configure({ logLevel: 'OFF', additionalLogToConsole: false });

const opened = [];
after(async () => {
  for (const connection of opened) await close(connection);
});

/** Opens a connection that is closed with the tests. */
export async function connect(url, options = {}) {
  const connection = snowflake.createConnection({ accessUrl: url, account: 'local', username: 'me', password: 'anything', ...options });
  await new Promise((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
  opened.push(connection);
  return connection;
}

/** Closes a connection; once is enough. */
export function close(connection) {
  return connection.isUp() ? new Promise((resolve) => connection.destroy(resolve)) : undefined;
}

/** Starts a statement: it can be cancelled, and is done when its promise is. */
export function start(connection, sqlText, binds, options = {}) {
  let statement;
  const done = new Promise((resolve, reject) => {
    const complete = (error, ended, rows) => (error ? reject(error) : resolve({ rows, statement: ended }));
    statement = connection.execute({ sqlText, binds, complete, ...options });
  });
  return { statement, done };
}

/** Runs a statement to its end. */
export const run = (connection, sqlText, binds, options) => start(connection, sqlText, binds, options).done;

/** The rows of a statement. */
export const rowsOf = async (connection, sqlText, binds, options) => (await run(connection, sqlText, binds, options)).rows;

/** The first cell of the first row. */
export const valueOf = async (connection, sqlText, binds, options) => Object.values((await rowsOf(connection, sqlText, binds, options))[0])[0];

/** Cancels a statement and waits until the server has said so. */
export const cancel = (statement) => new Promise((resolve, reject) => statement.cancel((error) => (error ? reject(error) : resolve())));
