import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, rowsOf, valueOf } from './driver.mjs';
import { startServer } from './server.mjs';

const url = await startServer();
const connection = await connect(url);

test('binds come back as what they were', async () => {
  const texts = ['plain', '', "it's", 'a\\b', 'Zürich', '日本語', '😀', 'line\nline', 'no\u00a0break', 'sep\u2028arator', '{"a":1}', 'x'.repeat(100_000)];
  for (const text of texts) assert.equal(await valueOf(connection, 'SELECT ?', [text]), text);
  for (const number of [0, 1, -7, 42, 9007199254740991, -9007199254740991]) assert.equal(await valueOf(connection, 'SELECT ?', [number]), number);
  for (const number of [1.5, -0.25, 1e-7, 1.7976931348623157e308]) assert.equal(await valueOf(connection, 'SELECT ?', [number]), number);
  for (const truth of [true, false]) assert.equal(await valueOf(connection, 'SELECT ?', [truth]), truth);
  assert.equal(await valueOf(connection, 'SELECT ?', [null]), null);
});

test('binds are found by number', async () => {
  assert.deepEqual(await rowsOf(connection, "SELECT :2 AS b, :1 AS a, :1 || ':2' AS c", ['one', 'two']), [{ B: 'two', A: 'one', C: 'one:2' }]);
  assert.equal(await valueOf(connection, "SELECT PARSE_JSON('{\"a\":{\"b\":5}}'):a:b + :1", [2]), 7);
});

test('JSON binds and reads as objects', async () => {
  const value = { name: 'Zoë', list: [1, null, { deep: true }] };
  assert.deepEqual(await valueOf(connection, 'SELECT PARSE_JSON(?)', [value]), value);
  assert.deepEqual(await valueOf(connection, "SELECT ARRAY_CONSTRUCT(1, 'two', NULL)"), [1, 'two', null]);
  assert.deepEqual(await valueOf(connection, "SELECT OBJECT_CONSTRUCT('a', 1)"), { a: 1 });
});

test('numbers keep their scale', async () => {
  const [row] = await rowsOf(connection, 'SELECT 1.20::NUMBER(10,2) AS n, 999999999999999999 AS big, 1/3 AS third', [], { fetchAsString: ['Number'] });
  assert.deepEqual(row, { N: '1.20', BIG: '999999999999999999', THIRD: '0.333333' });
});

test('dates and times are the moments that they were', async () => {
  const [row] = await rowsOf(connection, `
    SELECT '2024-02-29'::DATE AS d, '23:59:58.123456'::TIME(6) AS t, '2026-11-24 10:00:00.123'::TIMESTAMP_NTZ AS ntz,
      '2026-11-24 10:00:00.5 +05:30'::TIMESTAMP_TZ AS tz, '2026-11-24 10:00:00'::TIMESTAMP_LTZ AS ltz, '1969-12-31 23:59:58.5'::TIMESTAMP_NTZ AS early, '0001-01-01'::DATE AS first`);
  assert.equal(row.D.toISOString(), '2024-02-29T00:00:00.000Z');
  assert.equal(row.T, '23:59:58');
  assert.equal(row.NTZ.toISOString(), '2026-11-24T10:00:00.123Z');
  assert.equal(row.NTZ.toJSON(), '2026-11-24 10:00:00.123');
  assert.equal(row.TZ.toISOString(), '2026-11-24T04:30:00.500Z');
  assert.equal(row.TZ.toJSON(), '2026-11-24 10:00:00.500 +0530');
  assert.equal(row.LTZ.toISOString(), '2026-11-24T10:00:00.000Z');
  assert.equal(row.EARLY.toISOString(), '1969-12-31T23:59:58.500Z');
  assert.equal(row.FIRST.getUTCFullYear(), 1);
});

test('a bound Date is a moment', async () => {
  const moment = new Date('2026-11-24T10:11:12.345Z');
  assert.equal((await valueOf(connection, 'SELECT ?::TIMESTAMP_NTZ', [moment])).toISOString(), moment.toISOString());
});

test('bytes are a buffer', async () => {
  const bytes = await valueOf(connection, "SELECT TO_BINARY('00FF7F80', 'HEX')");
  assert.deepEqual([...bytes], [0, 255, 127, 128]);
  assert.equal(bytes.toStringSf(), '00FF7F80');
});

test('integers are BigInt where the session says so', async () => {
  const own = await connect(url);
  await rowsOf(own, 'ALTER SESSION SET JS_TREAT_INTEGER_AS_BIGINT = TRUE');
  assert.equal((await valueOf(own, 'SELECT 999999999999999999')).toString(), '999999999999999999');
});
