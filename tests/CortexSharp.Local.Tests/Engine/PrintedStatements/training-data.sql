-- Preparing training data. What a verdict is made of, PrintedStatement says.

-- Snapshots

-- leaves: SELECT COUNT(*), COUNT_IF(approved) FROM db.sch.examples
--   3 | 2
CREATE TABLE db.sch.examples AS SELECT column1 AS example_id, column2 AS prompt, column3 AS completion, column4 AS approved
FROM VALUES ('e1', 'where is my parcel', 'shipping', TRUE), ('e2', 'charged twice', 'billing', TRUE), ('e3', 'x', '', FALSE)

-- leaves: SELECT * FROM db.sch.train_v7 ORDER BY example_id
--   where is my parcel | shipping | e1
--   charged twice | billing | e2
CREATE TABLE db.sch.train_v7 AS SELECT prompt, completion, example_id FROM db.sch.examples WHERE approved

-- leaves: SELECT COUNT(*), COUNT(DISTINCT example_id) FROM db.sch.train_src
--   2 | 2
CREATE TABLE db.sch.train_src CLONE db.sch.train_v7

-- refused: Time Travel
CREATE TABLE db.sch.train_v8 CLONE db.sch.train_src AT (TIMESTAMP => '2026-11-01 00:00:00'::TIMESTAMP_TZ)

-- refused: Time Travel
CREATE TABLE db.sch.train_v8 CLONE db.sch.train_src BEFORE (STATEMENT => '01b2')

-- refused: Time Travel
SELECT * FROM db.sch.train_v7 AT (OFFSET => -60*5)

-- gives: number of rows inserted
--   1
-- leaves: SELECT example_id FROM db.sch.train_src
--   e1
INSERT OVERWRITE INTO db.sch.train_src SELECT * FROM db.sch.train_v7 WHERE example_id = 'e1'

-- Content hashes

-- gives: ANY_ORDER | COLUMN_ORDER | DUPLICATES | WITHOUT | EMPTY
--   true | true | true | true | 0
SELECT (SELECT HASH_AGG(prompt, completion) FROM db.sch.train_v7) = (SELECT HASH_AGG(prompt, completion) FROM (SELECT * FROM db.sch.train_v7 ORDER BY prompt DESC)) AS any_order,
       (SELECT HASH_AGG(prompt, completion) FROM db.sch.train_v7) <> (SELECT HASH_AGG(completion, prompt) FROM db.sch.train_v7) AS column_order,
       (SELECT HASH_AGG(*) FROM db.sch.train_v7) <> (SELECT HASH_AGG(*) FROM (SELECT * FROM db.sch.train_v7 UNION ALL SELECT * FROM db.sch.train_v7)) AS duplicates,
       (SELECT HASH_AGG(* EXCLUDE (example_id)) FROM db.sch.train_v7) = (SELECT HASH_AGG(prompt, completion) FROM db.sch.train_v7) AS without,
       (SELECT HASH_AGG(*) FROM db.sch.train_v7 WHERE FALSE) AS empty

-- gives: DISTINCT_ROWS | NUMBERS_AND_TEXT
--   true | true
SELECT (SELECT HASH_AGG(DISTINCT a) FROM (SELECT column1 AS a FROM VALUES (1), (1))) = (SELECT HASH_AGG(column1) FROM VALUES (1)) AS distinct_rows,
       HASH(10) <> HASH('10') AND HASH(10) = HASH(10::NUMBER(10,2)) AS numbers_and_text

-- gives: N | FP
--   2 | 745f0ec77ace6fd96c4c945d04a4260529a2a9c1930efe9773958996952eba75
SELECT COUNT(*) AS n, SHA2(LISTAGG(d, '') WITHIN GROUP (ORDER BY d), 256) AS fp
FROM (SELECT SHA2(TO_JSON(ARRAY_CONSTRUCT_COMPACT(prompt, completion)), 256) AS d FROM db.sch.train_v7)

-- gives: D
--   e27c102d786be0ee544cb086c6f34af68403dd81f3a1aa02ac3f8f757f9347ee
--   518acc793757107673389b2e28028f2c29c498c70d6d41a4e3c7e8681c472e9a
--   178af0ec716dee7fdfffeadcdc403ed4bb613fb89a462a1bdc752d254cfaf677
SELECT SHA2(LENGTH(prompt)||':'||prompt||LENGTH(completion)||':'||completion,256) AS d FROM db.sch.examples ORDER BY example_id

-- Splits by key

-- gives: EXAMPLE_ID | BUCKET
--   e1 | 3759
--   e2 | 8396
--   e3 | 2282
SELECT example_id, MOD(TO_NUMBER(SUBSTR(SHA2('seed42|' || example_id, 256), 1, 8), 'XXXXXXXX'), 10000) AS bucket FROM db.sch.examples ORDER BY 1

-- gives: EXAMPLE_ID | PROMPT | COMPLETION | APPROVED | BUCKET
--   e1 | where is my parcel | shipping | true | 3759
--   e3 | x |  | false | 2282
SELECT *, MOD(TO_NUMBER(SUBSTR(SHA2('seed42|' || example_id, 256), 1, 8), 'XXXXXXXX'), 10000) AS bucket FROM db.sch.examples WHERE bucket < 8000 ORDER BY 1

-- gives: N | SAME
--   3 | true
SELECT COUNT_IF(MOD(ABS(HASH('seed42', example_id)), 100) < 100) AS n, BOOLAND_AGG(HASH('seed42', example_id) = HASH('seed42', example_id)) AS same FROM db.sch.examples

-- Duplicates, balance and length

-- gives: status
--   Table TRAIN_RAW successfully created.
CREATE TABLE db.sch.train_raw (prompt STRING, completion STRING, example_id STRING, updated_at TIMESTAMP_NTZ)

-- gives: number of rows inserted
--   4
INSERT INTO db.sch.train_raw
VALUES ('Hello  there', 'hi', 'a', '2026-01-01'), (' hello there', 'hey', 'b', '2026-01-02'), ('bye', 'hey', 'c', '2026-01-01'), ('  ', 'hey', 'd', '2026-01-01')

-- leaves: SELECT LISTAGG(example_id, ',') WITHIN GROUP (ORDER BY example_id) FROM db.sch.train_clean
--   b,c
CREATE OR REPLACE TABLE db.sch.train_clean AS
SELECT prompt, completion, example_id FROM db.sch.train_raw
WHERE TRIM(prompt) <> '' AND TRIM(completion) <> ''
QUALIFY ROW_NUMBER() OVER (PARTITION BY SHA2(LOWER(REGEXP_REPLACE(TRIM(prompt), '\\s+', ' ')), 256) ORDER BY updated_at DESC, example_id) = 1

-- gives: LABEL | N | PCT
--   hey | 3 | 75.00
--   hi | 1 | 25.00
SELECT completion AS label, COUNT(*) n, ROUND(100 * RATIO_TO_REPORT(COUNT(*)) OVER (), 2) pct FROM db.sch.train_raw GROUP BY 1 ORDER BY n DESC

-- gives: COUNT(*)
--   1
SELECT COUNT(*) FROM db.sch.train_v7 t JOIN db.sch.train_src v ON SHA2(t.prompt,256) = SHA2(v.prompt,256)

-- gives: PROMPT_OVER | COMPLETION_OVER | TOKENS
--   0 | 0 | 6
SELECT COUNT_IF(AI_COUNT_TOKENS('ai_complete','llama3.1-8b', prompt) > 20000) AS prompt_over,
       COUNT_IF(AI_COUNT_TOKENS('ai_complete','llama3.1-8b', completion) > 4000) AS completion_over,
       SUM(AI_COUNT_TOKENS('ai_complete','llama3.1-8b', prompt || completion)) AS tokens
FROM db.sch.train_clean

-- gives: BACKSLASHES | DOLLARS | COUNT
--   a b | a b | ~[1-9][0-9]*
SELECT REGEXP_REPLACE('a   b', '\\s+', ' ') AS backslashes, REGEXP_REPLACE('a   b', $$\s+$$, ' ') AS dollars, SNOWFLAKE.CORTEX.COUNT_TOKENS('llama3.1-8b', 'some text') AS count

-- Personal data

-- gives: ALL_OF_THEM | SECOND | NO_CASE
--   x-x-x | 1-x-3 | z-z
SELECT REGEXP_REPLACE('1-2-3', '[0-9]', 'x') AS all_of_them, REGEXP_REPLACE('1-2-3', '[0-9]', 'x', 1, 2) AS second, REGEXP_REPLACE('a-A', 'a', 'z', 1, 0, 'i') AS no_case

-- gives: REDACTED
--   My name is [NAME], mail [EMAIL]
SELECT AI_REDACT('My name is John Smith, mail john@example.com') AS redacted

-- gives: REDACTED
--   My name is [NAME], mail john@example.com
SELECT AI_REDACT(input => 'My name is John Smith, mail john@example.com', categories => ['NAME']) AS redacted

-- gives: CATEGORY | PLACE | TEXT
--   EMAIL | 8 | john@example.com
SELECT s.value:category::STRING AS category, s.value:start::NUMBER AS place, s.value:text::STRING AS text
FROM (SELECT AI_REDACT(input => 'Mail to john@example.com', mode => 'detect') AS found) r, LATERAL FLATTEN(input => r.found:spans) s

-- fails: 1044 unsupported category 'SHOE_SIZE'
SELECT AI_REDACT('My name is John', ['SHOE_SIZE'])

-- fails: 100351 return details is not allowed
SELECT AI_REDACT('My name is John', return_error_details => TRUE)

-- refused: ALTER SESSION
ALTER SESSION SET AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR = FALSE

-- refused: CREATE MASKING
CREATE MASKING POLICY p AS (v STRING) RETURNS STRING -> CASE WHEN IS_ROLE_IN_SESSION('ML') THEN '***' ELSE v END

-- refused: MODIFY
ALTER TABLE db.sch.train_clean MODIFY COLUMN prompt SET MASKING POLICY p

-- refused: CALL
CALL SYSTEM$CLASSIFY('db.sch.train_clean', NULL)

-- refused: CALL
CALL SYSTEM$CLASSIFY('db.sch.train_clean', {'sample_count': 100, 'auto_tag': true})

-- Loading rows

-- leaves: SELECT COUNT(*) FROM db.sch.loaded
--   0
CREATE TABLE db.sch.loaded (tags VARIANT, name STRING)

-- fails: 2014 Invalid expression
INSERT INTO db.sch.loaded VALUES (PARSE_JSON('{"a": 1}'), 'x')

-- binds: {"a": 1} | x | [2] | y
-- gives: number of rows inserted
--   2
-- leaves: SELECT name, TO_JSON(tags), TYPEOF(tags), tags:a::NUMBER FROM db.sch.loaded ORDER BY 1
--   x | {"a":1} | OBJECT | 1
--   y | [2] | ARRAY | NULL
INSERT INTO db.sch.loaded SELECT PARSE_JSON(column1), column2 FROM VALUES (?, ?), (?, ?)

-- binds: a | b
-- gives: number of rows inserted
--   2
-- leaves: SELECT name FROM db.sch.loaded WHERE tags IS NULL ORDER BY 1
--   a
--   b
INSERT INTO db.sch.loaded (name) VALUES (?), (?)

-- fails: 100038 Numeric value 'x' is not recognized
SELECT column1 FROM VALUES (1), ('x')

-- binds: [{"p": "a"}, {"p": "b"}]
-- gives: P
--   a
--   b
SELECT value:p::STRING AS p FROM TABLE(FLATTEN(PARSE_JSON(?)))

-- refused: CREATE STAGE
CREATE STAGE IF NOT EXISTS db.sch.ft_stage ENCRYPTION = (TYPE = 'SNOWFLAKE_SSE')

-- refused: PUT
PUT 'file:///data/train.jsonl' @db.sch.ft_stage/v7/ AUTO_COMPRESS = TRUE OVERWRITE = FALSE

-- refused: COPY
COPY INTO db.sch.train_raw (prompt, completion)
  FROM (SELECT $1:prompt::STRING, $1:completion::STRING FROM @db.sch.ft_stage/v7/)
  FILE_FORMAT = (TYPE = JSON STRIP_OUTER_ARRAY = FALSE) ON_ERROR = ABORT_STATEMENT

-- Identifiers

-- binds: db.sch.named
-- gives: status
--   Table NAMED successfully created.
CREATE TABLE IDENTIFIER(?) (a NUMBER, "b c" STRING)

-- binds: db.sch.named | 7
-- gives: number of rows inserted
--   1
INSERT INTO IDENTIFIER(?) (a) VALUES (?)

-- binds: db.sch.named | 7
-- gives: A | b c
--   7 | NULL
SELECT * FROM IDENTIFIER(?) WHERE a = ?

-- binds: db.sch.named
-- gives: COUNT(*)
--   1
SELECT COUNT(*) FROM TABLE(?)

-- fails: 2003 does not exist or not authorized
SELECT * FROM IDENTIFIER('db.sch."named"')

-- binds: LOWER
-- gives: A
--   x
SELECT IDENTIFIER(?)('X') AS a

-- binds: db.sch.named
-- gives: status
--   NAMED successfully dropped.
DROP TABLE IDENTIFIER(?)

-- refused: USE
USE SCHEMA IDENTIFIER('sch')

-- refused: session variable $tab
SELECT * FROM IDENTIFIER($tab)

-- refused: variable of Snowflake Scripting
SELECT * FROM IDENTIFIER(:tab)

-- refused: variable of Snowflake Scripting
SELECT * FROM TABLE(:tab)

-- refused: INFORMATION_SCHEMA
SELECT * FROM db.INFORMATION_SCHEMA.TABLES

-- refused: SNOWFLAKE.CORTEX.SPLIT_TEXT_RECURSIVE_CHARACTER
SELECT SNOWFLAKE.CORTEX.SPLIT_TEXT_RECURSIVE_CHARACTER('a b', 'none', 1, 0)

-- Literals

-- gives: QUOTE | ESCAPED | UNKNOWN | CODES | HEX
--   it's | it's \ x | z | Aé | 410941
SELECT 'it''s' AS quote, 'it\'s \\ \x78' AS escaped, '\z' AS unknown, '\101\u00e9' AS codes, HEX_ENCODE('A\tA') AS hex

-- gives: DOLLARS
--   it's \n "x"
SELECT $$it's \n "x"$$ AS dollars

-- gives: A
--   1
SELECT 1 AS a -- one comment
// another
/* and a third */

-- Binds

-- binds: llama3.1-8b | Say yes.
-- gives: A
--   Say yes.
SELECT SNOWFLAKE.CORTEX.COMPLETE(?, ?) AS a

-- binds: llama3.1-8b | Say yes.
-- gives: A
--   Say yes.
SELECT AI_COMPLETE(?, ?) AS a

-- binds: llama3.1-8b | Say yes. | {"temperature": 0} | {"type":"json","schema":{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"]}}
-- gives: A
--   VARCHAR
SELECT TYPEOF(AI_COMPLETE(?, ?, PARSE_JSON(?), PARSE_JSON(?)):answer) AS a

-- binds: llama3.1-8b | Say yes. | {"temperature": 0}
-- gives: A
--   Say yes.
SELECT AI_COMPLETE(?, ?, PARSE_JSON(?)::OBJECT) AS a

-- binds: llama3.1-8b | Say yes.
-- gives: A
--   Say yes.
SELECT AI_COMPLETE(?, ?, {'temperature': 0, 'max_tokens': 800}) AS a

-- binds: llama3.1-8b | Say yes. | 800
-- gives: A
--   Say yes.
SELECT AI_COMPLETE(?, ?, OBJECT_CONSTRUCT('max_tokens', ?::NUMBER)) AS a

-- binds: {"a": 1} | nonsense
-- gives: A | B
--   1 | NULL
SELECT PARSE_JSON(?):a::NUMBER AS a, TRY_PARSE_JSON(?) AS b

-- binds: [1, 2] | [2, 4]
-- gives: SIMILARITY
--   ~1(\.0*)?
SELECT VECTOR_COSINE_SIMILARITY(PARSE_JSON(?)::VECTOR(FLOAT, 2), PARSE_JSON(?)::VECTOR(FLOAT, 2)) AS similarity

-- refused: SYSTEM$GET_SERVICE_LOGS
SELECT SYSTEM$GET_SERVICE_LOGS('db.sch.service', 0, 'main')
