import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, rowsOf, run, valueOf } from './driver.mjs';
import { startServer } from './server.mjs';

const connection = await connect(await startServer());

test('AI_COMPLETE answers each row', async () => {
  const answers = await rowsOf(connection, "SELECT AI_COMPLETE('llama3.1-8b', ?) AS a UNION ALL SELECT AI_COMPLETE('llama3.1-8b', ?)", ['Where is my parcel?', 'Hello 😀']);
  assert.equal(answers.length, 2);
  for (const { A } of answers) assert.ok(A.length > 0);
});

test('a model is tuned, and answers as it was taught', async () => {
  await run(connection, 'CREATE TABLE pairs (prompt TEXT, completion TEXT)');
  const topics = { refund: 'I want my money back for order', delivery: 'Where is the parcel of order', login: 'I forgot the password of account' };
  const pairs = Object.entries(topics).flatMap(([label, text]) => Array.from({ length: 40 }, (_, i) => [`${text} ${i}`, label]));
  await run(connection, 'INSERT INTO pairs VALUES (?, ?)', pairs);
  const job = await valueOf(connection, "SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'support', 'llama3.1-8b', 'SELECT prompt, completion FROM pairs')");
  assert.match(job, /^ft_/);
  let described;
  do described = await valueOf(connection, `SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '${job}'))`);
  while (!['SUCCESS', 'ERROR', 'CANCELLED'].includes(described.status));
  assert.equal(described.status, 'SUCCESS');
  for (const [label, text] of Object.entries(topics)) {
    assert.equal((await valueOf(connection, "SELECT AI_COMPLETE('support', ?)", [`${text} 777`])).trim().replace(/^"|"$/g, ''), label);
  }
});
