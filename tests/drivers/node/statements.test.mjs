import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancel, connect, rowsOf, run, start, valueOf } from './driver.mjs';
import { startServer } from './server.mjs';

const url = await startServer();
const connection = await connect(url);

test('DML tells how many rows it changed', async () => {
  await run(connection, 'CREATE OR REPLACE TABLE pets (id INT, name TEXT, info VARIANT)');
  const rows = Array.from({ length: 1000 }, (_, i) => [i, i % 10 ? `pet ${i} 🐾` : null]);
  const inserted = await run(connection, 'INSERT INTO pets (id, name) VALUES (?, ?)', rows);
  assert.equal(inserted.statement.getNumUpdatedRows(), 1000);
  assert.equal(await valueOf(connection, 'SELECT COUNT(*) FROM pets WHERE name IS NULL'), 100);
  assert.equal(await valueOf(connection, 'SELECT name FROM pets WHERE id = 7'), 'pet 7 🐾');
  assert.equal((await run(connection, 'UPDATE pets SET name = ? WHERE id < ?', ['cat', 3])).statement.getNumUpdatedRows(), 3);
  assert.equal((await run(connection, 'DELETE FROM pets WHERE id >= :1', [990])).statement.getNumUpdatedRows(), 10);
  const merged = await run(connection, "MERGE INTO pets p USING (SELECT 1 AS id UNION ALL SELECT 5000) s ON p.id = s.id WHEN MATCHED THEN UPDATE SET name = 'm' WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)");
  assert.equal(merged.statement.getNumUpdatedRows(), 2);
});

test('JSON is bound in bulk', async () => {
  await run(connection, 'CREATE OR REPLACE TABLE docs (id INT, doc VARIANT)');
  await run(connection, 'INSERT INTO docs SELECT column1, PARSE_JSON(column2) FROM VALUES (?, ?)', [[1, { a: [1, 'x'] }], [2, { a: [] }]]);
  assert.deepEqual(await rowsOf(connection, 'SELECT id, doc FROM docs ORDER BY id'), [{ ID: 1, DOC: { a: [1, 'x'] } }, { ID: 2, DOC: { a: [] } }]);
});

test('a large result comes in chunks, whole and in order', async () => {
  const { statement } = await run(connection, "SELECT SEQ4() AS n, 'é😀 ' || SEQ4() AS t FROM TABLE(GENERATOR(ROWCOUNT => 100000)) ORDER BY 1", [], { streamResult: true });
  assert.equal(statement.getNumRows(), 100000);
  let expected = 0;
  for await (const row of statement.streamRows()) {
    assert.equal(row.N, expected);
    assert.equal(row.T, `é😀 ${expected}`);
    expected += 1;
  }
  assert.equal(expected, 100000);
  const part = [];
  for await (const row of statement.streamRows({ start: 54998, end: 55001 })) part.push(row.N);
  assert.deepEqual(part, [54998, 54999, 55000, 55001]);
});

test('an error has number, state and place, and the session goes on', async () => {
  await assert.rejects(run(connection, 'SELECT nope'), (error) => {
    assert.equal(error.code, '000904');
    assert.equal(error.sqlState, '42000');
    assert.match(error.message, /error line 1 at position 7\ninvalid identifier 'NOPE'/);
    return true;
  });
  await assert.rejects(run(connection, 'SELECT * FROM missing'), { code: '002003', sqlState: '42S02' });
  await assert.rejects(run(connection, 'SELEC 1'), { code: '001003' });
  assert.equal(await valueOf(connection, 'SELECT 1'), 1);
});

test('a running statement is cancelled', async () => {
  const { statement, done } = start(connection, 'SELECT SYSTEM$WAIT(3600)');
  const failed = assert.rejects(done, { code: '000604', sqlState: '57014' });
  await cancel(statement);
  await failed;
  assert.equal(await valueOf(connection, 'SELECT 1'), 1);
});

test('a statement started asynchronously is asked for later', async () => {
  const { statement } = await run(connection, "SELECT SYSTEM$WAIT(0), 'later' AS l", [], { asyncExec: true });
  const queryId = statement.getQueryId();
  const result = await connection.getResultsFromQueryId({ queryId });
  const rows = [];
  for await (const row of result.streamRows()) rows.push(row.L);
  assert.deepEqual(rows, ['later']);
  assert.equal(await connection.getQueryStatus(queryId), 'SUCCESS');
});

test('each session has its own schema', async () => {
  const other = await connect(url, { database: 'LOCAL', schema: 'PUBLIC', warehouse: 'wh' });
  await run(connection, 'CREATE SCHEMA IF NOT EXISTS mine');
  await run(connection, 'USE SCHEMA mine');
  assert.equal(await valueOf(connection, 'SELECT CURRENT_SCHEMA()'), 'MINE');
  assert.equal(await valueOf(other, "SELECT CURRENT_SCHEMA() || ' ' || CURRENT_WAREHOUSE()"), 'PUBLIC WH');
  await run(connection, 'USE SCHEMA public');
});

test('several statements have a result each', async () => {
  const texts = await new Promise((resolve, reject) => {
    const seen = [];
    connection.execute({
      sqlText: "SELECT 'one' AS v; SELECT 'two' AS v",
      parameters: { MULTI_STATEMENT_COUNT: 2 },
      complete: (error, statement, rows) => {
        if (error) return reject(error);
        seen.push(...rows.map((row) => row.V));
        return statement.hasNext() ? statement.NextResult() : resolve(seen);
      },
    });
  });
  assert.deepEqual(texts, ['one', 'two']);
});
