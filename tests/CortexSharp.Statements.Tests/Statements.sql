-- Every SQL statement that CortexSharp sends, by the feature that sends it first, for review: what a statement is said to do, what is bound,
-- and its text, laid out for reading. Ids and hashes are in braces, line ends in strings are escapes. StatementsTests records and compares it.
-- CORTEXSHARP_WRITE_STATEMENTS=1 dotnet test tests/CortexSharp.Statements.Tests writes it anew.

-- ====================================================================================================
-- Completions: one question

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => ?, show_details => TRUE, return_error_details => TRUE))) AS RESPONSE;

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => ?, model_parameters => {'max_tokens': 20}, show_details => TRUE,
    return_error_details => TRUE))) AS RESPONSE;

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => ?, model_parameters => {'temperature': 0.5, 'top_p': 0.9, 'max_tokens': 200,
    'guardrails': TRUE}, show_details => TRUE, return_error_details => TRUE))) AS RESPONSE;

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => ?, response_format => {'type': 'json', 'schema': {'type': 'object',
    'properties': {'label': {'type': 'string', 'enum': ['delivery', 'refund']}}, 'required': ['label'], 'additionalProperties': false}},
    show_details => TRUE, return_error_details => TRUE))) AS RESPONSE;

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => ?, model_parameters => {'temperature': 0.5, 'top_p': 0.9, 'max_tokens': 200,
    'guardrails': TRUE}, response_format => {'type': 'json', 'schema': {'type': 'object', 'properties': {'label': {'type': 'string',
    'enum': ['delivery', 'refund']}}, 'required': ['label'], 'additionalProperties': false}}, show_details => TRUE, return_error_details => TRUE))) AS RESPONSE;

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => ?, show_details => TRUE))) AS RESPONSE;

-- ====================================================================================================
-- Completions: a conversation by the deprecated COMPLETE

-- Billable; binds String
SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', PARSE_JSON(?), {}) AS RESPONSE;

-- Billable; binds String
SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', PARSE_JSON(?), {'max_tokens': 20}) AS RESPONSE;

-- Billable; binds String
SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', PARSE_JSON(?), {'temperature': 0.5, 'top_p': 0.9, 'max_tokens': 200, 'guardrails': TRUE}) AS RESPONSE;

-- Billable; binds String
SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', PARSE_JSON(?), {'response_format': {'type': 'json', 'schema': {'type': 'object', 'properties': {'label': {'type': 'string',
    'enum': ['delivery', 'refund']}}, 'required': ['label'], 'additionalProperties': false}}}) AS RESPONSE;

-- Billable; binds String
SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', PARSE_JSON(?), {'temperature': 0.5, 'top_p': 0.9, 'max_tokens': 200, 'guardrails': TRUE,
    'response_format': {'type': 'json', 'schema': {'type': 'object', 'properties': {'label': {'type': 'string', 'enum': ['delivery',
    'refund']}}, 'required': ['label'], 'additionalProperties': false}}}) AS RESPONSE;

-- ====================================================================================================
-- Completions: count tokens

-- Read; binds String
SELECT TO_JSON(TO_VARIANT(AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', ?, return_error_details => TRUE))) AS RESPONSE;

-- Read; binds String
SELECT TO_JSON(TO_VARIANT(AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', ?))) AS RESPONSE;

-- ====================================================================================================
-- Completions: a table's rows into a table of answers

-- Read; binds Int32
SELECT COUNT(*) AS N, COUNT(s.K) AS KEYED, COUNT(DISTINCT s.K) AS KEYS
FROM (
  SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H
  FROM (
    SELECT id, prompt
    FROM tickets
    WHERE id < ? )) s;

-- Write
CREATE TABLE IF NOT EXISTS "ANSWERS" (RUN VARCHAR NOT NULL, KEY VARCHAR NOT NULL, PROMPT_SHA2 VARCHAR, ANSWER VARCHAR, ERROR VARCHAR,
    RAW VARIANT, PROMPT_TOKENS NUMBER, COMPLETION_TOKENS NUMBER, CREATED_AT TIMESTAMP_LTZ);

-- Write; binds String, Int32
DELETE FROM "ANSWERS"
WHERE RUN = ? AND ERROR IS NOT NULL AND KEY IN (
  SELECT s.K
  FROM (
    SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H
    FROM (
      SELECT id, prompt
      FROM tickets
      WHERE id < ? )) s);

-- Billable; binds String, Int32, String
INSERT INTO "ANSWERS" (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
SELECT ?, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR,
    q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER,
    q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()
FROM (
  SELECT r.K, r.H, COALESCE(r.R:error::VARCHAR, IFF(r.R:value IS NULL OR IS_NULL_VALUE(r.R:value), 'no_answer', NULL)) AS E, COALESCE(TRY_PARSE_JSON(r.R:value::VARCHAR),
      r.R:value) AS V
  FROM (
    SELECT s.K, s.H, AI_COMPLETE(model => 'llama3.1-8b', prompt => s.P, show_details => TRUE, return_error_details => TRUE) AS R
    FROM (
      SELECT s.K, s.P, s.H
      FROM (
        SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H
        FROM (
          SELECT id, prompt
          FROM tickets
          WHERE id < ? )) s
      LEFT JOIN "ANSWERS" d
      ON d.RUN = ? AND d.KEY = s.K AND EQUAL_NULL(d.PROMPT_SHA2, s.H)
      WHERE d.KEY IS NULL) s) r) q;

-- Read; binds Int32, String
SELECT s.K AS KEY, d.RUN, d.ERROR, TO_JSON(d.RAW) AS RAW
FROM (
  SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H
  FROM (
    SELECT id, prompt
    FROM tickets
    WHERE id < ? )) s
LEFT JOIN "ANSWERS" d
ON d.RUN = ? AND d.KEY = s.K AND EQUAL_NULL(d.PROMPT_SHA2, s.H);

-- Billable; binds String, Int32, String
INSERT INTO "ANSWERS" (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
SELECT ?, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR,
    q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER,
    q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()
FROM (
  SELECT r.K, r.H, COALESCE(r.R:error::VARCHAR, IFF(r.R:value IS NULL OR IS_NULL_VALUE(r.R:value), 'no_answer', NULL)) AS E, COALESCE(TRY_PARSE_JSON(r.R:value::VARCHAR),
      r.R:value) AS V
  FROM (
    SELECT s.K, s.H, AI_COMPLETE(model => 'llama3.1-8b', prompt => s.P, model_parameters => {'temperature': 0}, response_format => {'type': 'json',
        'schema': {'type': 'object', 'properties': {'label': {'type': 'string', 'enum': ['delivery', 'refund']}}, 'required': ['label'],
        'additionalProperties': false}}, show_details => TRUE, return_error_details => TRUE) AS R
    FROM (
      SELECT s.K, s.P, s.H
      FROM (
        SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H
        FROM (
          SELECT id, prompt
          FROM tickets
          WHERE id < ? )) s
      LEFT JOIN "ANSWERS" d
      ON d.RUN = ? AND d.KEY = s.K AND EQUAL_NULL(d.PROMPT_SHA2, s.H)
      WHERE d.KEY IS NULL) s) r) q;

-- ====================================================================================================
-- Completions: a table's rows into a table of answers, where error details are refused

-- Billable; binds String, Int32, String
INSERT INTO "ANSWERS" (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
SELECT ?, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR,
    q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER,
    q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()
FROM (
  SELECT r.K, r.H, IFF(r.R IS NULL, 'no_answer', NULL) AS E, COALESCE(TRY_PARSE_JSON(r.R), TO_VARIANT(r.R)) AS V
  FROM (
    SELECT s.K, s.H, SNOWFLAKE.CORTEX.TRY_COMPLETE('llama3.1-8b', ARRAY_CONSTRUCT(OBJECT_CONSTRUCT('role', 'user', 'content', s.P)),
        {}) AS R
    FROM (
      SELECT s.K, s.P, s.H
      FROM (
        SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H
        FROM (
          SELECT id, prompt
          FROM tickets
          WHERE id < ? )) s
      LEFT JOIN "ANSWERS" d
      ON d.RUN = ? AND d.KEY = s.K AND EQUAL_NULL(d.PROMPT_SHA2, s.H)
      WHERE d.KEY IS NULL
      ORDER BY s.K
      LIMIT 25) s) r) q;

-- Billable; binds String, Int32, String
INSERT INTO "ANSWERS" (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
SELECT ?, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR,
    q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER,
    q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()
FROM (
  SELECT r.K, r.H, IFF(r.R IS NULL, 'no_answer', NULL) AS E, COALESCE(TRY_PARSE_JSON(r.R), TO_VARIANT(r.R)) AS V
  FROM (
    SELECT s.K, s.H, SNOWFLAKE.CORTEX.TRY_COMPLETE('llama3.1-8b', ARRAY_CONSTRUCT(OBJECT_CONSTRUCT('role', 'user', 'content', s.P)),
        {'temperature': 0, 'response_format': {'type': 'json', 'schema': {'type': 'object', 'properties': {'label': {'type': 'string',
        'enum': ['delivery', 'refund']}}, 'required': ['label'], 'additionalProperties': false}}}) AS R
    FROM (
      SELECT s.K, s.P, s.H
      FROM (
        SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H
        FROM (
          SELECT id, prompt
          FROM tickets
          WHERE id < ? )) s
      LEFT JOIN "ANSWERS" d
      ON d.RUN = ? AND d.KEY = s.K AND EQUAL_NULL(d.PROMPT_SHA2, s.H)
      WHERE d.KEY IS NULL
      ORDER BY s.K
      LIMIT 25) s) r) q;

-- ====================================================================================================
-- Completions: a table's rows as a query

-- Billable; binds Int32
SELECT s.K AS KEY, TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => s.P, show_details => TRUE, return_error_details => TRUE))) AS RESPONSE
FROM (
  SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H
  FROM (
    SELECT id, prompt
    FROM tickets
    WHERE id < ? )) s;

-- ====================================================================================================
-- Completions: a table's rows as a query, where error details are refused

-- Billable; binds Int32
SELECT s.K AS KEY, SNOWFLAKE.CORTEX.TRY_COMPLETE('llama3.1-8b', ARRAY_CONSTRUCT(OBJECT_CONSTRUCT('role', 'user', 'content', s.P)), {}) AS RESPONSE
FROM (
  SELECT s.K, s.P
  FROM (
    SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H
    FROM (
      SELECT id, prompt
      FROM tickets
      WHERE id < ? )) s
  WHERE TRUE
  ORDER BY s.K
  LIMIT 25) s
ORDER BY s.K;

-- Billable; binds Int32, String
SELECT s.K AS KEY, SNOWFLAKE.CORTEX.TRY_COMPLETE('llama3.1-8b', ARRAY_CONSTRUCT(OBJECT_CONSTRUCT('role', 'user', 'content', s.P)), {}) AS RESPONSE
FROM (
  SELECT s.K, s.P
  FROM (
    SELECT TO_VARCHAR("ID") AS K, TO_VARCHAR("PROMPT") AS P, SHA2(TO_VARCHAR("PROMPT"), 256) AS H
    FROM (
      SELECT id, prompt
      FROM tickets
      WHERE id < ? )) s
  WHERE s.K > ?
  ORDER BY s.K
  LIMIT 25) s
ORDER BY s.K;

-- ====================================================================================================
-- Fine-tuning: jobs

-- Billable
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'LOCAL.PUBLIC.SUPPORT', 'llama3.1-8b', 'SELECT prompt, completion FROM tickets WHERE lang IS NULL OR lang <> ''it''''s'' OR id <  20\n',
    NULL, NULL) AS JOB_ID;

-- Read
SELECT SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', 'ft_{id}') AS JOB;

-- Read
SELECT SNOWFLAKE.CORTEX.FINETUNE('SHOW') AS JOBS;

-- Billable
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', '"My Model"', 'llama3.1-8b', '/* cortexsharp:nightly */ SELECT prompt, completion FROM tickets WHERE lang IS NULL OR lang <> ''it''''s'' OR id <  20\n',
    'SELECT prompt, completion FROM tickets WHERE id >=  20\n', '{"max_epochs": 5}') AS JOB_ID;

-- Write
SELECT SNOWFLAKE.CORTEX.FINETUNE('CANCEL', 'ft_{id}') AS RESULT;

-- ====================================================================================================
-- Fine-tuning: the journal of intents

-- Write
CREATE TABLE IF NOT EXISTS "CORTEXSHARP_FINE_TUNING" (INTENT VARCHAR NOT NULL, CLAIM VARCHAR, RECORDED_AT TIMESTAMP_LTZ, CLAIMED_AT TIMESTAMP_LTZ,
    JOB_ID VARCHAR);

-- Write; binds String, String
MERGE INTO "CORTEXSHARP_FINE_TUNING" j
USING (
  SELECT ? AS INTENT, ? AS CLAIM) s
ON j.INTENT = s.INTENT
WHEN NOT MATCHED THEN INSERT (INTENT, CLAIM, RECORDED_AT, CLAIMED_AT)
VALUES (s.INTENT, s.CLAIM, CURRENT_TIMESTAMP(), CURRENT_TIMESTAMP());

-- Read; binds String
SELECT CLAIM, RECORDED_AT, DATEDIFF('second', CLAIMED_AT, CURRENT_TIMESTAMP()) AS CLAIM_AGE, JOB_ID
FROM "CORTEXSHARP_FINE_TUNING"
WHERE INTENT = ?;

-- Write; binds String, String
UPDATE "CORTEXSHARP_FINE_TUNING"
SET CLAIM = NULL
WHERE INTENT = ? AND JOB_ID IS NULL AND CLAIM = ?;

-- Write; binds String, String, String
UPDATE "CORTEXSHARP_FINE_TUNING"
SET CLAIM = ?, CLAIMED_AT = CURRENT_TIMESTAMP()
WHERE INTENT = ? AND JOB_ID IS NULL AND EQUAL_NULL(CLAIM, ?);

-- Write; binds String, String, String
UPDATE "CORTEXSHARP_FINE_TUNING"
SET JOB_ID = ?
WHERE INTENT = ? AND JOB_ID IS NULL AND EQUAL_NULL(CLAIM, ?);

-- ====================================================================================================
-- Training data: load and read

-- Write
CREATE TABLE "LOADED" (ID NUMBER NOT NULL, PROMPT VARCHAR NOT NULL, COMPLETION VARCHAR NOT NULL);

-- Write; binds String
INSERT INTO "LOADED" (ID, PROMPT, COMPLETION)
SELECT f.value[0]::NUMBER, f.value[1]::VARCHAR, f.value[2]::VARCHAR
FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) f;

-- Read
SELECT PROMPT, COMPLETION
FROM "LOADED";

-- ====================================================================================================
-- Training data: inspect rows of which each has something wrong

-- Read
SELECT *
FROM (
  SELECT *
  FROM "BAD" ) s
LIMIT 0;

-- Read
SELECT *
FROM (
  SELECT *
  FROM "BAD"
  WHERE id > 7 ) s
LIMIT 0;

-- Read
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((r.P IS NULL OR r.C IS NULL)) AS NULLS, COUNT_IF((r.P IS NOT NULL AND r.C IS NOT NULL AND NOT (TRIM(r.P,
    ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> ''))) AS BLANKS, COUNT_IF((OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) AS MAY_BE_LONG,
    COALESCE(SUM(LENGTH(r.P)), 0) + COALESCE(SUM(LENGTH(r.C)), 0) AS CHARACTERS
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r;

-- Read
SELECT r.K
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r
WHERE (r.P IS NULL OR r.C IS NULL)
ORDER BY r.K
LIMIT 5;

-- Read
SELECT r.K
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r
WHERE (r.P IS NOT NULL AND r.C IS NOT NULL AND NOT (TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> ''))
ORDER BY r.K
LIMIT 5;

-- Read
SELECT COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
    1, 1, 0, 'c') > 0) AS "EMAIL", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(\\b[A-Z]{2}[0-9]{2}([ -]?[A-Z0-9]{4}){2,7}([ -]?[A-Z0-9]{1,3})?\\b)|(\\b[a-z]{2}[0-9]{2}([ -]?[a-z0-9]{4})?([ -]?[0-9]{4}){2,6}([ -]?[0-9]{1,3})?\\b)',
    1, 1, 0, 'c') > 0) AS "IBAN", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([12] ?[0-9]{2} ?(0[1-9]|1[0-2]) ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3}( ?[0-9]{2})?)([^0-9]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])([A-Za-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Da-d]|[0-9]{1,2}[.]?[0-9]{3}[.]?[0-9]{3}-?[A-Z]|[0-9]{8}-?[a-z]|[XYZxyz]-?[0-9]{7}-?[A-Za-z]|[A-Za-z]{6}[0-9]{2}[A-Za-z][0-9]{2}[A-Za-z][0-9]{3}[A-Za-z])([^0-9A-Za-z]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '((^|[^A-Za-z])(ssn|social security|aadhaar|aadhar|personnummer|steuer-?id|steuer-?nr|steuernummer|tax id|tax number|national id)[^0-9\n]{0,16})([0-9]([[:space:]  .‐‑–—-]?[0-9]){7,13})',
    1, 1, 0, 'i') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([0-9]{3}[[:space:]  .‐‑–—-][0-9]{2}[[:space:]  .‐‑–—-][0-9]{4}|(19|20)?[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{4}|([0-9]{2})?[0-9]{6}[+-][0-9]{4}|[0-9]{2}[[:space:]  ][0-9]{3}[[:space:]  ][0-9]{3}[[:space:]  ][0-9]{3}|[2-9][0-9]{3}[[:space:]  .‐‑–—-][0-9]{4}[[:space:]  .‐‑–—-][0-9]{4})([^0-9]|$)',
    1, 1, 0, 'c') > 0) AS "NATIONAL_ID", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])((2[2-7]|[3-6][0-9]|8[12])([[:space:]  ./‐‑–—-]{0,2}[0-9]){11,17}|(1800|2131)([[:space:]  ./‐‑–—-]{0,2}[0-9]){11}|9792([[:space:]  ./‐‑–—-]{0,2}[0-9]){12})([^0-9]|$)',
    1, 1, 0, 'c') > 0) AS "PAYMENT_CARD", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(\\b(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}\\b)|(\\b([0-9A-Fa-f]{1,4}:){5,7}[0-9A-Fa-f]{1,4}\\b)|(\\b([0-9A-Fa-f]{1,4}:){1,6}:([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){0,5})?)',
    1, 1, 0, 'c') > 0) AS "IP_ADDRESS", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([+][0-9]([[:space:]  ()./‐‑–—-]{0,2}[0-9]){6,14})([^0-9]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])(00[1-9]([[:space:]  ()./‐‑–—-]{0,2}[0-9]){6,13}|[(]?0[0-9]{2,4}[)]?[[:space:]  ./‐‑–—-]{1,3}[0-9]{2}([[:space:]  ./‐‑–—-]?[0-9]){3,9}|0[1-9]([[:space:]  .‐‑–—-][0-9]{2}){4}|0[0-9]{8,12}|[(]?[2-9][0-9]{2}[)]?[[:space:]  .‐‑–—-]{0,2}[0-9]{3}[[:space:]  .‐‑–—-][0-9]{4}|[(]?[2-9][0-9]{2}[)]?[[:space:]  .‐‑–—-]{0,2}[2-9][0-9]{6}|[0-9]{3}[[:space:]  ‐‑–—-][0-9]{3}[[:space:]  ‐‑–—-][0-9]{3}|[6-9][0-9]{4}[[:space:]  ‐‑–—-][0-9]{5})([^0-9A-Za-z]|$)',
    1, 1, 0, 'c') > 0) AS "PHONE", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])(Ann[[:space:]  ]+Lee)([^0-9A-Za-z]|$)',
    1, 1, 0, 'i') > 0) AS "NAME"
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r;

-- Read
SELECT r.K
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r
WHERE REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
    1, 1, 0, 'c') > 0
ORDER BY r.K
LIMIT 5;

-- Read
SELECT r.K
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r
WHERE REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])(Ann[[:space:]  ]+Lee)([^0-9A-Za-z]|$)', 1,
    1, 0, 'i') > 0
ORDER BY r.K
LIMIT 5;

-- Read
SELECT AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', 'one') AS N;

-- Read
SELECT COUNT(*) AS N, COUNT_IF(t.IS_ESTIMATE) AS ESTIMATED, COUNT_IF(t.PN > 20000) AS LONG_PROMPTS, COUNT_IF(t.CN > 4000) AS LONG_COMPLETIONS,
    SUM(t.PN) + SUM(t.CN) AS TOKENS
FROM (
  SELECT COALESCE(c.PN, CEIL(LENGTH(c.P) / 4), 0) AS PN, COALESCE(c.CN, CEIL(LENGTH(c.C) / 4), 0) AS CN, (OCTET_LENGTH(c.P) > 20000 AND c.PN IS NULL) OR (OCTET_LENGTH(c.C) > 4000 AND c.CN IS NULL) AS IS_ESTIMATE
  FROM (
    SELECT a.P, a.C, AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', IFF(OCTET_LENGTH(a.P) > 20000, a.P, NULL)) AS PN, AI_COUNT_TOKENS('ai_complete',
        'llama3.1-8b', IFF(OCTET_LENGTH(a.C) > 4000, a.C, NULL)) AS CN
    FROM (
      SELECT r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM "BAD" ) s) r
      WHERE (OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) a) c) t;

-- Read
SELECT COUNT(*) AS N, COUNT(DISTINCT d.E) AS EXACT, COUNT(DISTINCT d.NEAR) AS NEAR
FROM (
  SELECT SHA2(LENGTH(n.P) || ':' || n.P || n.C, 256) AS E, SHA2(LENGTH(n.NP) || ':' || n.NP || n.NC, 256) AS NEAR
  FROM (
    SELECT r.P, r.C, LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))) AS NP, LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+', ' '))) AS NC
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM "BAD" ) s) r
      WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) n) d;

-- Read
SELECT COUNT(*) AS N
FROM (
  SELECT MIN(d.K) AS K
  FROM (
    SELECT r.K, SHA2(LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))), 256) AS P, LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+', ' '))) AS C
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM "BAD" ) s) r
      WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) d
  GROUP BY d.P
  HAVING MIN(d.C) <> MAX(d.C)) p;

-- Read
SELECT d.K
FROM (
  SELECT MIN(r.K) AS K
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "BAD" ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
  GROUP BY r.P, r.C
  HAVING COUNT(*) > 1) d
ORDER BY d.K
LIMIT 5;

-- Read
SELECT d.K
FROM (
  SELECT MIN(r.K) AS K
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "BAD" ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
  GROUP BY LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))), LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+', ' ')))
  HAVING COUNT(*) > 1) d
ORDER BY d.K
LIMIT 5;

-- Read
SELECT p.K
FROM (
  SELECT MIN(d.K) AS K
  FROM (
    SELECT r.K, SHA2(LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))), 256) AS P, LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+', ' '))) AS C
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM "BAD" ) s) r
      WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) d
  GROUP BY d.P
  HAVING MIN(d.C) <> MAX(d.C)) p
ORDER BY p.K
LIMIT 5;

-- Read
SELECT r.C AS LABEL, COUNT(*) AS N
FROM (
  SELECT r.K, r.G, r.P, r.C
  FROM (
    SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
    FROM (
      SELECT *
      FROM "BAD" ) s) r
  WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
GROUP BY r.C
ORDER BY N DESC, LABEL
LIMIT 101;

-- Read
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((r.P IS NULL OR r.C IS NULL)) AS NULLS, COUNT_IF((r.P IS NOT NULL AND r.C IS NOT NULL AND NOT (TRIM(r.P,
    ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> ''))) AS BLANKS, COUNT_IF((OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) AS MAY_BE_LONG,
    COALESCE(SUM(LENGTH(r.P)), 0) + COALESCE(SUM(LENGTH(r.C)), 0) AS CHARACTERS
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD"
    WHERE id > 7 ) s) r;

-- Read
SELECT COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
    1, 1, 0, 'c') > 0) AS "EMAIL", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(\\b[A-Z]{2}[0-9]{2}([ -]?[A-Z0-9]{4}){2,7}([ -]?[A-Z0-9]{1,3})?\\b)|(\\b[a-z]{2}[0-9]{2}([ -]?[a-z0-9]{4})?([ -]?[0-9]{4}){2,6}([ -]?[0-9]{1,3})?\\b)',
    1, 1, 0, 'c') > 0) AS "IBAN", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([12] ?[0-9]{2} ?(0[1-9]|1[0-2]) ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3}( ?[0-9]{2})?)([^0-9]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])([A-Za-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Da-d]|[0-9]{1,2}[.]?[0-9]{3}[.]?[0-9]{3}-?[A-Z]|[0-9]{8}-?[a-z]|[XYZxyz]-?[0-9]{7}-?[A-Za-z]|[A-Za-z]{6}[0-9]{2}[A-Za-z][0-9]{2}[A-Za-z][0-9]{3}[A-Za-z])([^0-9A-Za-z]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '((^|[^A-Za-z])(ssn|social security|aadhaar|aadhar|personnummer|steuer-?id|steuer-?nr|steuernummer|tax id|tax number|national id)[^0-9\n]{0,16})([0-9]([[:space:]  .‐‑–—-]?[0-9]){7,13})',
    1, 1, 0, 'i') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([0-9]{3}[[:space:]  .‐‑–—-][0-9]{2}[[:space:]  .‐‑–—-][0-9]{4}|(19|20)?[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{4}|([0-9]{2})?[0-9]{6}[+-][0-9]{4}|[0-9]{2}[[:space:]  ][0-9]{3}[[:space:]  ][0-9]{3}[[:space:]  ][0-9]{3}|[2-9][0-9]{3}[[:space:]  .‐‑–—-][0-9]{4}[[:space:]  .‐‑–—-][0-9]{4})([^0-9]|$)',
    1, 1, 0, 'c') > 0) AS "NATIONAL_ID", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])((2[2-7]|[3-6][0-9]|8[12])([[:space:]  ./‐‑–—-]{0,2}[0-9]){11,17}|(1800|2131)([[:space:]  ./‐‑–—-]{0,2}[0-9]){11}|9792([[:space:]  ./‐‑–—-]{0,2}[0-9]){12})([^0-9]|$)',
    1, 1, 0, 'c') > 0) AS "PAYMENT_CARD", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(\\b(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}\\b)|(\\b([0-9A-Fa-f]{1,4}:){5,7}[0-9A-Fa-f]{1,4}\\b)|(\\b([0-9A-Fa-f]{1,4}:){1,6}:([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){0,5})?)',
    1, 1, 0, 'c') > 0) AS "IP_ADDRESS", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([+][0-9]([[:space:]  ()./‐‑–—-]{0,2}[0-9]){6,14})([^0-9]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])(00[1-9]([[:space:]  ()./‐‑–—-]{0,2}[0-9]){6,13}|[(]?0[0-9]{2,4}[)]?[[:space:]  ./‐‑–—-]{1,3}[0-9]{2}([[:space:]  ./‐‑–—-]?[0-9]){3,9}|0[1-9]([[:space:]  .‐‑–—-][0-9]{2}){4}|0[0-9]{8,12}|[(]?[2-9][0-9]{2}[)]?[[:space:]  .‐‑–—-]{0,2}[0-9]{3}[[:space:]  .‐‑–—-][0-9]{4}|[(]?[2-9][0-9]{2}[)]?[[:space:]  .‐‑–—-]{0,2}[2-9][0-9]{6}|[0-9]{3}[[:space:]  ‐‑–—-][0-9]{3}[[:space:]  ‐‑–—-][0-9]{3}|[6-9][0-9]{4}[[:space:]  ‐‑–—-][0-9]{5})([^0-9A-Za-z]|$)',
    1, 1, 0, 'c') > 0) AS "PHONE", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])(Ann[[:space:]  ]+Lee)([^0-9A-Za-z]|$)',
    1, 1, 0, 'i') > 0) AS "NAME"
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD"
    WHERE id > 7 ) s) r;

-- Read
SELECT r.K
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD"
    WHERE id > 7 ) s) r
WHERE REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
    1, 1, 0, 'c') > 0
ORDER BY r.K
LIMIT 5;

-- Read
SELECT r.K
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD"
    WHERE id > 7 ) s) r
WHERE REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])(Ann[[:space:]  ]+Lee)([^0-9A-Za-z]|$)', 1,
    1, 0, 'i') > 0
ORDER BY r.K
LIMIT 5;

-- Read
SELECT COUNT_IF(o.SIDE = 'VALID') AS N, COUNT_IF(o.SIDE = 'VALID' AND o.IS_SHARED) AS SHARED
FROM (
  SELECT q.K, q.SIDE, q.P IS NOT NULL AND MIN(q.SIDE) OVER (PARTITION BY SHA2(LOWER(TRIM(REGEXP_REPLACE(q.P, '\\s+', ' '))), 256)) = 'TRAIN' AS IS_SHARED
  FROM (
    SELECT t.K, t.P, 'TRAIN' AS SIDE
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "BAD" ) s) t
    UNION ALL
    SELECT v.K, v.P, 'VALID' AS SIDE
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "BAD"
        WHERE id > 7 ) s) v) q) o;

-- Read
SELECT o.K
FROM (
  SELECT q.K, q.SIDE, q.P IS NOT NULL AND MIN(q.SIDE) OVER (PARTITION BY SHA2(LOWER(TRIM(REGEXP_REPLACE(q.P, '\\s+', ' '))), 256)) = 'TRAIN' AS IS_SHARED
  FROM (
    SELECT t.K, t.P, 'TRAIN' AS SIDE
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "BAD" ) s) t
    UNION ALL
    SELECT v.K, v.P, 'VALID' AS SIDE
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "BAD"
        WHERE id > 7 ) s) v) q) o
WHERE o.SIDE = 'VALID' AND o.IS_SHARED
ORDER BY o.K
LIMIT 5;

-- ====================================================================================================
-- Training data: inspect rows whose keys repeat, and which the split would put on both sides

-- Read
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((r.P IS NULL OR r.C IS NULL)) AS NULLS, COUNT_IF((r.P IS NOT NULL AND r.C IS NOT NULL AND NOT (TRIM(r.P,
    ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> ''))) AS BLANKS, COUNT_IF((OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) AS MAY_BE_LONG,
    COALESCE(SUM(LENGTH(r.P)), 0) + COALESCE(SUM(LENGTH(r.C)), 0) AS CHARACTERS
FROM (
  SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r;

-- Read
SELECT r.K
FROM (
  SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r
GROUP BY r.K
HAVING COUNT(*) > 1 OR r.K IS NULL
ORDER BY r.K
LIMIT 5;

-- Read
SELECT r.K
FROM (
  SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r
WHERE (r.P IS NULL OR r.C IS NULL)
ORDER BY r.K
LIMIT 5;

-- Read
SELECT r.K
FROM (
  SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r
WHERE (r.P IS NOT NULL AND r.C IS NOT NULL AND NOT (TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> ''))
ORDER BY r.K
LIMIT 5;

-- Read
SELECT COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
    1, 1, 0, 'c') > 0) AS "EMAIL", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(\\b[A-Z]{2}[0-9]{2}([ -]?[A-Z0-9]{4}){2,7}([ -]?[A-Z0-9]{1,3})?\\b)|(\\b[a-z]{2}[0-9]{2}([ -]?[a-z0-9]{4})?([ -]?[0-9]{4}){2,6}([ -]?[0-9]{1,3})?\\b)',
    1, 1, 0, 'c') > 0) AS "IBAN", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([12] ?[0-9]{2} ?(0[1-9]|1[0-2]) ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3}( ?[0-9]{2})?)([^0-9]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])([A-Za-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Da-d]|[0-9]{1,2}[.]?[0-9]{3}[.]?[0-9]{3}-?[A-Z]|[0-9]{8}-?[a-z]|[XYZxyz]-?[0-9]{7}-?[A-Za-z]|[A-Za-z]{6}[0-9]{2}[A-Za-z][0-9]{2}[A-Za-z][0-9]{3}[A-Za-z])([^0-9A-Za-z]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '((^|[^A-Za-z])(ssn|social security|aadhaar|aadhar|personnummer|steuer-?id|steuer-?nr|steuernummer|tax id|tax number|national id)[^0-9\n]{0,16})([0-9]([[:space:]  .‐‑–—-]?[0-9]){7,13})',
    1, 1, 0, 'i') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([0-9]{3}[[:space:]  .‐‑–—-][0-9]{2}[[:space:]  .‐‑–—-][0-9]{4}|(19|20)?[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{4}|([0-9]{2})?[0-9]{6}[+-][0-9]{4}|[0-9]{2}[[:space:]  ][0-9]{3}[[:space:]  ][0-9]{3}[[:space:]  ][0-9]{3}|[2-9][0-9]{3}[[:space:]  .‐‑–—-][0-9]{4}[[:space:]  .‐‑–—-][0-9]{4})([^0-9]|$)',
    1, 1, 0, 'c') > 0) AS "NATIONAL_ID", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])((2[2-7]|[3-6][0-9]|8[12])([[:space:]  ./‐‑–—-]{0,2}[0-9]){11,17}|(1800|2131)([[:space:]  ./‐‑–—-]{0,2}[0-9]){11}|9792([[:space:]  ./‐‑–—-]{0,2}[0-9]){12})([^0-9]|$)',
    1, 1, 0, 'c') > 0) AS "PAYMENT_CARD", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(\\b(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}\\b)|(\\b([0-9A-Fa-f]{1,4}:){5,7}[0-9A-Fa-f]{1,4}\\b)|(\\b([0-9A-Fa-f]{1,4}:){1,6}:([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){0,5})?)',
    1, 1, 0, 'c') > 0) AS "IP_ADDRESS", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([+][0-9]([[:space:]  ()./‐‑–—-]{0,2}[0-9]){6,14})([^0-9]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])(00[1-9]([[:space:]  ()./‐‑–—-]{0,2}[0-9]){6,13}|[(]?0[0-9]{2,4}[)]?[[:space:]  ./‐‑–—-]{1,3}[0-9]{2}([[:space:]  ./‐‑–—-]?[0-9]){3,9}|0[1-9]([[:space:]  .‐‑–—-][0-9]{2}){4}|0[0-9]{8,12}|[(]?[2-9][0-9]{2}[)]?[[:space:]  .‐‑–—-]{0,2}[0-9]{3}[[:space:]  .‐‑–—-][0-9]{4}|[(]?[2-9][0-9]{2}[)]?[[:space:]  .‐‑–—-]{0,2}[2-9][0-9]{6}|[0-9]{3}[[:space:]  ‐‑–—-][0-9]{3}[[:space:]  ‐‑–—-][0-9]{3}|[6-9][0-9]{4}[[:space:]  ‐‑–—-][0-9]{5})([^0-9A-Za-z]|$)',
    1, 1, 0, 'c') > 0) AS "PHONE"
FROM (
  SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r;

-- Read
SELECT r.K
FROM (
  SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r
WHERE REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
    1, 1, 0, 'c') > 0
ORDER BY r.K
LIMIT 5;

-- Read
SELECT COUNT(*) AS N, COUNT_IF(t.IS_ESTIMATE) AS ESTIMATED, COUNT_IF(t.PN > 20000) AS LONG_PROMPTS, COUNT_IF(t.CN > 4000) AS LONG_COMPLETIONS,
    SUM(t.PN) + SUM(t.CN) AS TOKENS
FROM (
  SELECT COALESCE(c.PN, CEIL(LENGTH(c.P) / 4), 0) AS PN, COALESCE(c.CN, CEIL(LENGTH(c.C) / 4), 0) AS CN, (OCTET_LENGTH(c.P) > 20000 AND c.PN IS NULL) OR (OCTET_LENGTH(c.C) > 4000 AND c.CN IS NULL) AS IS_ESTIMATE
  FROM (
    SELECT a.P, a.C, AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', IFF(OCTET_LENGTH(a.P) > 20000, a.P, NULL)) AS PN, AI_COUNT_TOKENS('ai_complete',
        'llama3.1-8b', IFF(OCTET_LENGTH(a.C) > 4000, a.C, NULL)) AS CN
    FROM (
      SELECT r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM "BAD" ) s) r
      WHERE (OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) a) c) t;

-- Read
SELECT COUNT(*) AS N, COUNT(DISTINCT d.E) AS EXACT, COUNT(DISTINCT d.NEAR) AS NEAR
FROM (
  SELECT SHA2(LENGTH(n.P) || ':' || n.P || n.C, 256) AS E, SHA2(LENGTH(n.NP) || ':' || n.NP || n.NC, 256) AS NEAR
  FROM (
    SELECT r.P, r.C, LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))) AS NP, LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+', ' '))) AS NC
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM "BAD" ) s) r
      WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) n) d;

-- Read
SELECT COUNT(*) AS N
FROM (
  SELECT MIN(d.K) AS K
  FROM (
    SELECT r.K, SHA2(LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))), 256) AS P, LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+', ' '))) AS C
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM "BAD" ) s) r
      WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) d
  GROUP BY d.P
  HAVING MIN(d.C) <> MAX(d.C)) p;

-- Read
SELECT d.K
FROM (
  SELECT MIN(r.K) AS K
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "BAD" ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
  GROUP BY r.P, r.C
  HAVING COUNT(*) > 1) d
ORDER BY d.K
LIMIT 5;

-- Read
SELECT d.K
FROM (
  SELECT MIN(r.K) AS K
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "BAD" ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
  GROUP BY LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))), LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+', ' ')))
  HAVING COUNT(*) > 1) d
ORDER BY d.K
LIMIT 5;

-- Read
SELECT p.K
FROM (
  SELECT MIN(d.K) AS K
  FROM (
    SELECT r.K, SHA2(LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))), 256) AS P, LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+', ' '))) AS C
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM "BAD" ) s) r
      WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) d
  GROUP BY d.P
  HAVING MIN(d.C) <> MAX(d.C)) p
ORDER BY p.K
LIMIT 5;

-- Read
SELECT r.C AS LABEL, COUNT(*) AS N
FROM (
  SELECT r.K, r.G, r.P, r.C
  FROM (
    SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
    FROM (
      SELECT *
      FROM "BAD" ) s) r
  WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
GROUP BY r.C
ORDER BY N DESC, LABEL
LIMIT 101;

-- Read
SELECT COUNT_IF(o.SIDE = 'VALID') AS N, COUNT_IF(o.SIDE = 'VALID' AND o.IS_SHARED) AS SHARED
FROM (
  SELECT q.K, q.SIDE, q.P IS NOT NULL AND MIN(q.SIDE) OVER (PARTITION BY SHA2(LOWER(TRIM(REGEXP_REPLACE(q.P, '\\s+', ' '))), 256)) = 'TRAIN' AS IS_SHARED
  FROM (
    SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('3|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 5000, 'VALID', 'TRAIN') AS SIDE
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT r.K, r.G, r.P, r.C
        FROM (
          SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
          FROM (
            SELECT *
            FROM "BAD" ) s) r
        WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
      WHERE NOT (LENGTH(r.P) > 80000) AND NOT (LENGTH(r.C) > 16000)) t) q) o;

-- Read
SELECT o.K
FROM (
  SELECT q.K, q.SIDE, q.P IS NOT NULL AND MIN(q.SIDE) OVER (PARTITION BY SHA2(LOWER(TRIM(REGEXP_REPLACE(q.P, '\\s+', ' '))), 256)) = 'TRAIN' AS IS_SHARED
  FROM (
    SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('3|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 5000, 'VALID', 'TRAIN') AS SIDE
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT r.K, r.G, r.P, r.C
        FROM (
          SELECT TO_VARCHAR(s."COMPLETION") AS K, TO_VARCHAR(s."COMPLETION") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
          FROM (
            SELECT *
            FROM "BAD" ) s) r
        WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
      WHERE NOT (LENGTH(r.P) > 80000) AND NOT (LENGTH(r.C) > 16000)) t) q) o
WHERE o.SIDE = 'VALID' AND o.IS_SHARED
ORDER BY o.K
LIMIT 5;

-- ====================================================================================================
-- Training data: inspect rows of which the server counts every one, and rows of which it counts none

-- Read
SELECT COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
    1, 1, 0, 'c') > 0) AS "EMAIL", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(\\b[A-Z]{2}[0-9]{2}([ -]?[A-Z0-9]{4}){2,7}([ -]?[A-Z0-9]{1,3})?\\b)|(\\b[a-z]{2}[0-9]{2}([ -]?[a-z0-9]{4})?([ -]?[0-9]{4}){2,6}([ -]?[0-9]{1,3})?\\b)',
    1, 1, 0, 'c') > 0) AS "IBAN", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([12] ?[0-9]{2} ?(0[1-9]|1[0-2]) ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3}( ?[0-9]{2})?)([^0-9]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])([A-Za-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Da-d]|[0-9]{1,2}[.]?[0-9]{3}[.]?[0-9]{3}-?[A-Z]|[0-9]{8}-?[a-z]|[XYZxyz]-?[0-9]{7}-?[A-Za-z]|[A-Za-z]{6}[0-9]{2}[A-Za-z][0-9]{2}[A-Za-z][0-9]{3}[A-Za-z])([^0-9A-Za-z]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '((^|[^A-Za-z])(ssn|social security|aadhaar|aadhar|personnummer|steuer-?id|steuer-?nr|steuernummer|tax id|tax number|national id)[^0-9\n]{0,16})([0-9]([[:space:]  .‐‑–—-]?[0-9]){7,13})',
    1, 1, 0, 'i') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([0-9]{3}[[:space:]  .‐‑–—-][0-9]{2}[[:space:]  .‐‑–—-][0-9]{4}|(19|20)?[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{4}|([0-9]{2})?[0-9]{6}[+-][0-9]{4}|[0-9]{2}[[:space:]  ][0-9]{3}[[:space:]  ][0-9]{3}[[:space:]  ][0-9]{3}|[2-9][0-9]{3}[[:space:]  .‐‑–—-][0-9]{4}[[:space:]  .‐‑–—-][0-9]{4})([^0-9]|$)',
    1, 1, 0, 'c') > 0) AS "NATIONAL_ID", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])((2[2-7]|[3-6][0-9]|8[12])([[:space:]  ./‐‑–—-]{0,2}[0-9]){11,17}|(1800|2131)([[:space:]  ./‐‑–—-]{0,2}[0-9]){11}|9792([[:space:]  ./‐‑–—-]{0,2}[0-9]){12})([^0-9]|$)',
    1, 1, 0, 'c') > 0) AS "PAYMENT_CARD", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(\\b(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}\\b)|(\\b([0-9A-Fa-f]{1,4}:){5,7}[0-9A-Fa-f]{1,4}\\b)|(\\b([0-9A-Fa-f]{1,4}:){1,6}:([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){0,5})?)',
    1, 1, 0, 'c') > 0) AS "IP_ADDRESS", COUNT_IF(REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9])([+][0-9]([[:space:]  ()./‐‑–—-]{0,2}[0-9]){6,14})([^0-9]|$)',
    1, 1, 0, 'c') > 0 OR REGEXP_INSTR(COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, ''), '(^|[^0-9A-Za-z])(00[1-9]([[:space:]  ()./‐‑–—-]{0,2}[0-9]){6,13}|[(]?0[0-9]{2,4}[)]?[[:space:]  ./‐‑–—-]{1,3}[0-9]{2}([[:space:]  ./‐‑–—-]?[0-9]){3,9}|0[1-9]([[:space:]  .‐‑–—-][0-9]{2}){4}|0[0-9]{8,12}|[(]?[2-9][0-9]{2}[)]?[[:space:]  .‐‑–—-]{0,2}[0-9]{3}[[:space:]  .‐‑–—-][0-9]{4}|[(]?[2-9][0-9]{2}[)]?[[:space:]  .‐‑–—-]{0,2}[2-9][0-9]{6}|[0-9]{3}[[:space:]  ‐‑–—-][0-9]{3}[[:space:]  ‐‑–—-][0-9]{3}|[6-9][0-9]{4}[[:space:]  ‐‑–—-][0-9]{5})([^0-9A-Za-z]|$)',
    1, 1, 0, 'c') > 0) AS "PHONE"
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "BAD" ) s) r;

-- Read
SELECT COUNT(*) AS N, COUNT_IF(t.IS_ESTIMATE) AS ESTIMATED, COUNT_IF(t.PN > 20000) AS LONG_PROMPTS, COUNT_IF(t.CN > 4000) AS LONG_COMPLETIONS,
    SUM(t.PN) + SUM(t.CN) AS TOKENS
FROM (
  SELECT COALESCE(c.PN, CEIL(LENGTH(c.P) / 4), 0) AS PN, COALESCE(c.CN, CEIL(LENGTH(c.C) / 4), 0) AS CN, (OCTET_LENGTH(c.P) > 0 AND c.PN IS NULL) OR (OCTET_LENGTH(c.C) > 0 AND c.CN IS NULL) AS IS_ESTIMATE
  FROM (
    SELECT a.P, a.C, AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', IFF(OCTET_LENGTH(a.P) > 0, a.P, NULL)) AS PN, AI_COUNT_TOKENS('ai_complete',
        'llama3.1-8b', IFF(OCTET_LENGTH(a.C) > 0, a.C, NULL)) AS CN
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "BAD" ) s) a) c) t;

-- Read
SELECT COUNT_IF(o.SIDE = 'VALID') AS N, COUNT_IF(o.SIDE = 'VALID' AND o.IS_SHARED) AS SHARED
FROM (
  SELECT q.K, q.SIDE, q.P IS NOT NULL AND MIN(q.SIDE) OVER (PARTITION BY SHA2(LOWER(TRIM(REGEXP_REPLACE(q.P, '\\s+', ' '))), 256)) = 'TRAIN' AS IS_SHARED
  FROM (
    SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 1000, 'VALID',
        'TRAIN') AS SIDE
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT r.K, r.G, r.P, r.C
        FROM (
          SELECT r.K, r.G, r.P, r.C
          FROM (
            SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
            FROM (
              SELECT *
              FROM "BAD" ) s) r
          WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
        WHERE NOT (LENGTH(r.P) > 80000) AND NOT (LENGTH(r.C) > 16000)) r
      QUALIFY ROW_NUMBER() OVER (PARTITION BY LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))), LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+',
          ' '))) ORDER BY r.K) = 1) t) q) o;

-- Read
SELECT COUNT(*) AS N, COUNT_IF(t.IS_ESTIMATE) AS ESTIMATED, COUNT_IF(t.PN > 20000) AS LONG_PROMPTS, COUNT_IF(t.CN > 4000) AS LONG_COMPLETIONS,
    SUM(t.PN) + SUM(t.CN) AS TOKENS
FROM (
  SELECT COALESCE(c.PN, CEIL(LENGTH(c.P) / 4), 0) AS PN, COALESCE(c.CN, CEIL(LENGTH(c.C) / 4), 0) AS CN, (OCTET_LENGTH(c.P) > 20000 AND c.PN IS NULL) OR (OCTET_LENGTH(c.C) > 4000 AND c.CN IS NULL) AS IS_ESTIMATE
  FROM (
    SELECT a.P, a.C, NULL::NUMBER AS PN, NULL::NUMBER AS CN
    FROM (
      SELECT r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM "BAD" ) s) r
      WHERE (OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) a) c) t;

-- Read
SELECT l.K
FROM (
  SELECT r.K, r.P, r.C
  FROM (
    SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
    FROM (
      SELECT *
      FROM "BAD" ) s) r
  WHERE OCTET_LENGTH(r.P) > 20000) l
WHERE LENGTH(l.P) > 80000
ORDER BY l.K
LIMIT 5;

-- Read
SELECT l.K
FROM (
  SELECT r.K, r.P, r.C
  FROM (
    SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
    FROM (
      SELECT *
      FROM "BAD" ) s) r
  WHERE OCTET_LENGTH(r.C) > 4000) l
WHERE LENGTH(l.C) > 16000
ORDER BY l.K
LIMIT 5;

-- ====================================================================================================
-- Training data: a snapshot, and the same again

-- Read
SELECT CURRENT_DATABASE() AS D, CURRENT_SCHEMA() AS S;

-- Read
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) AS MAY_BE_LONG
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "TICKETS" ) s) r;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 1000, 'VALID',
      'TRAIN') AS SIDE
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT r.K, r.G, r.P, r.C
        FROM (
          SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
          FROM (
            SELECT *
            FROM "TICKETS" ) s) r
        WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
      WHERE NOT (LENGTH(r.P) > 80000) AND NOT (LENGTH(r.C) > 16000)) r
    QUALIFY ROW_NUMBER() OVER (PARTITION BY LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))), LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+', ' '))) ORDER BY r.K) = 1) t) p;

-- Read; binds String
SELECT COUNT(*) AS N, HASH_AGG(p.P, p.C) AS H
FROM (
  SELECT s.PROMPT AS P, s.COMPLETION AS C
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" s
  WHERE s.SIDE = ?) p;

-- Read; binds String
SELECT COUNT(*) AS N, SHA2(LISTAGG(d.D, '') WITHIN GROUP (ORDER BY d.D), 256) AS SHA256
FROM (
  SELECT SHA2(LENGTH(x.P) || ':' || x.P || LENGTH(x.C) || ':' || x.C, 256) AS D
  FROM (
    SELECT s.PROMPT AS P, s.COMPLETION AS C
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" s
    WHERE s.SIDE = ?) x) d;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_TRAIN_{hash}" AS
SELECT s.KEY, s.PROMPT, s.COMPLETION
FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" s
WHERE s.SIDE = 'TRAIN';

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_VALID_{hash}" AS
SELECT s.KEY, s.PROMPT, s.COMPLETION
FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" s
WHERE s.SIDE = 'VALID';

-- Write
CREATE TABLE IF NOT EXISTS "LOCAL"."PUBLIC"."CORTEXSHARP_SNAPSHOTS" (NAME VARCHAR NOT NULL, HASH VARCHAR NOT NULL, TRAIN_TABLE VARCHAR,
    VALIDATION_TABLE VARCHAR, TRAIN_ROWS NUMBER, VALIDATION_ROWS NUMBER, TRAIN_SHA256 VARCHAR, VALIDATION_SHA256 VARCHAR, TRAIN_HASH_AGG NUMBER,
    VALIDATION_HASH_AGG NUMBER, SOURCE VARCHAR, OPTIONS VARCHAR, READERS VARCHAR, QUERY_ID VARCHAR, LIBRARY_VERSION VARCHAR, CREATED_AT TIMESTAMP_LTZ);

-- Read
SHOW GRANTS ON TABLE "LOCAL"."PUBLIC"."SUPPORT_TRAIN_{hash}";

-- Write; binds String, String, String, String, Int64, Int64, String, String, Int64, Int64, String, String, String, String, String
MERGE INTO "LOCAL"."PUBLIC"."CORTEXSHARP_SNAPSHOTS" t
USING (
  SELECT ? AS NAME, ? AS HASH) s
ON t.NAME = s.NAME AND t.HASH = s.HASH
WHEN NOT MATCHED THEN INSERT (NAME, HASH, TRAIN_TABLE, VALIDATION_TABLE, TRAIN_ROWS, VALIDATION_ROWS, TRAIN_SHA256, VALIDATION_SHA256,
    TRAIN_HASH_AGG, VALIDATION_HASH_AGG, SOURCE, OPTIONS, READERS, QUERY_ID, LIBRARY_VERSION, CREATED_AT)
VALUES (s.NAME, s.HASH, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP());

-- Write
DROP TABLE IF EXISTS "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}";

-- Read
SELECT COUNT(*) AS N
FROM "LOCAL"."PUBLIC"."SUPPORT_TRAIN_{hash}";

-- Read
SELECT COUNT(*) AS N, SHA2(LISTAGG(d.D, '') WITHIN GROUP (ORDER BY d.D), 256) AS SHA256
FROM (
  SELECT SHA2(LENGTH(x.P) || ':' || x.P || LENGTH(x.C) || ':' || x.C, 256) AS D
  FROM (
    SELECT s.PROMPT AS P, s.COMPLETION AS C
    FROM "LOCAL"."PUBLIC"."SUPPORT_TRAIN_{hash}" s) x) d;

-- Read
SELECT COUNT(*) AS N
FROM "LOCAL"."PUBLIC"."SUPPORT_VALID_{hash}";

-- Read
SELECT COUNT(*) AS N, SHA2(LISTAGG(d.D, '') WITHIN GROUP (ORDER BY d.D), 256) AS SHA256
FROM (
  SELECT SHA2(LENGTH(x.P) || ':' || x.P || LENGTH(x.C) || ':' || x.C, 256) AS D
  FROM (
    SELECT s.PROMPT AS P, s.COMPLETION AS C
    FROM "LOCAL"."PUBLIC"."SUPPORT_VALID_{hash}" s) x) d;

-- ====================================================================================================
-- Training data: a snapshot with nothing changed and nothing for validation

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 0, 'VALID', 'TRAIN') AS SIDE
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "TICKETS" ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') t) p;

-- ====================================================================================================
-- Training data: a snapshot of a prompt from a template, split by customer

-- Read
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) AS MAY_BE_LONG
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, COALESCE(TO_VARCHAR(s."CUSTOMER"), TO_VARCHAR(s."ID")) AS G, '' || '{' || TO_VARCHAR(s."LANG") || '} Classify: ' || TO_VARCHAR(s."PROMPT") AS P,
      TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "TICKETS" ) s) r;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 1000, 'VALID',
      'TRAIN') AS SIDE
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, COALESCE(TO_VARCHAR(s."CUSTOMER"), TO_VARCHAR(s."ID")) AS G, '' || '{' || TO_VARCHAR(s."LANG") || '} Classify: ' || TO_VARCHAR(s."PROMPT") AS P,
          TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "TICKETS" ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') t) p;

-- ====================================================================================================
-- Training data: a snapshot without exact duplicates and conflicts

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 1000, 'VALID',
      'TRAIN') AS SIDE
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT r.K, r.G, r.P, r.C
        FROM (
          SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
          FROM (
            SELECT *
            FROM "TICKETS" ) s) r
        WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
      QUALIFY ROW_NUMBER() OVER (PARTITION BY r.P, r.C ORDER BY r.K) = 1) r
    QUALIFY MIN(LOWER(TRIM(REGEXP_REPLACE(r.C, '\\s+', ' ')))) OVER (PARTITION BY LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' ')))) = MAX(LOWER(TRIM(REGEXP_REPLACE(r.C,
        '\\s+', ' ')))) OVER (PARTITION BY LOWER(TRIM(REGEXP_REPLACE(r.P, '\\s+', ' '))))) t) p;

-- ====================================================================================================
-- Training data: a snapshot with long texts shortened

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 1000, 'VALID',
      'TRAIN') AS SIDE
  FROM (
    SELECT r.K, r.G, LEFT(r.P, 80000) AS P, LEFT(r.C, 16000) AS C
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM "TICKETS" ) s) r
      WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) t) p;

-- ====================================================================================================
-- Training data: a snapshot redacted by patterns and AI_REDACT

-- Read
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((OCTET_LENGTH(r.P) > 2500 OR OCTET_LENGTH(r.C) > 500)) AS MAY_BE_LONG
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "TICKETS" ) s) r;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" AS
SELECT r.K, r.G, r.P, r.C, 'TRAIN' AS S
FROM (
  SELECT r.K, r.G, REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(r.P, '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
      '[EMAIL]', 1, 0, 'c'), '(^|[^0-9A-Za-z])(Ann[[:space:]  ]+Lee|Bo)([^0-9A-Za-z]|$)', '\\1[NAME]\\3', 1, 0, 'i'), '(^|[^0-9A-Za-z])(Ann[[:space:]  ]+Lee|Bo)([^0-9A-Za-z]|$)',
      '\\1[NAME]\\3', 1, 0, 'i') AS P, REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(r.C, '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
      '[EMAIL]', 1, 0, 'c'), '(^|[^0-9A-Za-z])(Ann[[:space:]  ]+Lee|Bo)([^0-9A-Za-z]|$)', '\\1[NAME]\\3', 1, 0, 'i'), '(^|[^0-9A-Za-z])(Ann[[:space:]  ]+Lee|Bo)([^0-9A-Za-z]|$)',
      '\\1[NAME]\\3', 1, 0, 'i') AS C
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "TICKETS" ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) r;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" AS
SELECT ROW_NUMBER() OVER (ORDER BY u.T) AS ID, u.T, COALESCE(AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', IFF(OCTET_LENGTH(u.T) > 1024,
    u.T, NULL)), CEIL(LENGTH(u.T) / 4)) > 1024 AS IS_OVER
FROM (
  SELECT a.P AS T
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" a
  UNION
  SELECT b.C AS T
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" b) u;

-- Read
SELECT COUNT(*) AS N
FROM (
  SELECT a.K
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" a
  WHERE a.P IN (
    SELECT t.T
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
    WHERE t.IS_OVER) OR a.C IN (
    SELECT t.T
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
    WHERE t.IS_OVER)) o;

-- Read
SELECT COUNT(*) AS N
FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS";

-- Read
SELECT COUNT(*) AS N, SHA2(LISTAGG(d.D, '') WITHIN GROUP (ORDER BY d.D), 256) AS SHA256
FROM (
  SELECT SHA2(LENGTH(x.P) || ':' || x.P || LENGTH(x.C) || ':' || x.C, 256) AS D
  FROM (
    SELECT t.T AS P, IFF(t.IS_OVER, 'in pieces', 'whole') AS C
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t) x) d;

-- Read
SHOW TABLES LIKE 'SUPPORT_REDACTED_40E718EAD67B0EF5' IN SCHEMA "LOCAL"."PUBLIC";

-- Billable
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_REDACTED_40E718EAD67B0EF5" AS
SELECT t.ID, AI_REDACT(t.T) AS R
FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
WHERE NOT t.IS_OVER;

-- Read
SELECT COUNT(*) AS N
FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_40E718EAD67B0EF5" a
WHERE a.R IS NULL;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 1000, 'VALID',
      'TRAIN') AS SIDE
  FROM (
    SELECT a.K, a.G, p.R AS P, c.R AS C
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" a
    JOIN (
      SELECT t.T, j.R
      FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
      JOIN (
        SELECT r.ID, r.R
        FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_40E718EAD67B0EF5" r) j
      ON j.ID = t.ID) p
    ON p.T = a.P
    JOIN (
      SELECT t.T, j.R
      FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
      JOIN (
        SELECT r.ID, r.R
        FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_40E718EAD67B0EF5" r) j
      ON j.ID = t.ID) c
    ON c.T = a.C
    WHERE a.S = 'TRAIN') t) p;

-- Write
DROP TABLE IF EXISTS "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS";

-- Write
DROP TABLE IF EXISTS "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS";

-- Write
DROP TABLE IF EXISTS "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_PIECES";

-- ====================================================================================================
-- Training data: a snapshot of texts that may be too long, which are dropped

-- Read
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) AS MAY_BE_LONG
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM essays ) s) r;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 0, 'VALID', 'TRAIN') AS SIDE
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM essays ) s) r
      WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r
    WHERE NOT (COALESCE(AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', IFF(OCTET_LENGTH(r.P) > 20000, r.P, NULL)), CEIL(LENGTH(r.P) / 4)) > 20000) AND NOT (COALESCE(AI_COUNT_TOKENS('ai_complete',
        'llama3.1-8b', IFF(OCTET_LENGTH(r.C) > 4000, r.C, NULL)), CEIL(LENGTH(r.C) / 4)) > 4000)) t) p;

-- ====================================================================================================
-- Training data: a snapshot of texts that may be too long, which are shortened

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 0, 'VALID', 'TRAIN') AS SIDE
  FROM (
    SELECT r.K, r.G, IFF(COALESCE(AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', IFF(OCTET_LENGTH(r.P) > 20000, r.P, NULL)), CEIL(LENGTH(r.P) / 4)) > 20000,
        LEFT(r.P, FLOOR(LENGTH(r.P) * 20000 * 0.9 / COALESCE(AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', IFF(OCTET_LENGTH(r.P) > 20000,
        r.P, NULL)), CEIL(LENGTH(r.P) / 4)))), r.P) AS P, IFF(COALESCE(AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', IFF(OCTET_LENGTH(r.C) > 4000,
        r.C, NULL)), CEIL(LENGTH(r.C) / 4)) > 4000, LEFT(r.C, FLOOR(LENGTH(r.C) * 4000 * 0.9 / COALESCE(AI_COUNT_TOKENS('ai_complete',
        'llama3.1-8b', IFF(OCTET_LENGTH(r.C) > 4000, r.C, NULL)), CEIL(LENGTH(r.C) / 4)))), r.C) AS C
    FROM (
      SELECT r.K, r.G, r.P, r.C
      FROM (
        SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
        FROM (
          SELECT *
          FROM essays ) s) r
      WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) t) p;

-- ====================================================================================================
-- Training data: a snapshot of texts that AI_REDACT does not take

-- Read
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((OCTET_LENGTH(r.P) > 2500 OR OCTET_LENGTH(r.C) > 500)) AS MAY_BE_LONG
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM essays ) s) r;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" AS
SELECT r.K, r.G, r.P, r.C, 'TRAIN' AS S
FROM (
  SELECT r.K, r.G, REGEXP_REPLACE(r.P, '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
      '[EMAIL]', 1, 0, 'c') AS P, REGEXP_REPLACE(r.C, '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
      '[EMAIL]', 1, 0, 'c') AS C
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM essays ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) r;

-- Read
SELECT o.K
FROM (
  SELECT a.K
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" a
  WHERE a.P IN (
    SELECT t.T
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
    WHERE t.IS_OVER) OR a.C IN (
    SELECT t.T
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
    WHERE t.IS_OVER)) o
ORDER BY o.K
LIMIT 5;

-- ====================================================================================================
-- Training data: a snapshot of texts that AI_REDACT takes in pieces

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" AS
SELECT ROW_NUMBER() OVER (ORDER BY u.T) AS ID, u.T, COALESCE(AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', IFF(OCTET_LENGTH(u.T) > 768,
    u.T, NULL)), CEIL(LENGTH(u.T) / 4)) > 768 AS IS_OVER
FROM (
  SELECT a.P AS T
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" a
  UNION
  SELECT b.C AS T
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" b) u;

-- Read
SHOW TABLES LIKE 'SUPPORT_REDACTED_557204FC498660B6' IN SCHEMA "LOCAL"."PUBLIC";

-- Billable
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_REDACTED_557204FC498660B6" AS
SELECT t.ID, AI_REDACT(t.T) AS R
FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
WHERE NOT t.IS_OVER;

-- Read
SELECT COUNT(*) AS N
FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_557204FC498660B6" a
WHERE a.R IS NULL;

-- Read
SHOW TABLES LIKE 'SUPPORT_REDACTED_IN_PIECES_557204FC498660B6' IN SCHEMA "LOCAL"."PUBLIC";

-- Billable
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_PIECES" AS
SELECT x.ID, x.B, x.X, AI_REDACT(input => x.X, return_error_details => FALSE, mode => 'detect') AS F
FROM (
  SELECT p.ID, p.B, SUBSTR(p.T, p.B + 1, p.E - p.B + LENGTH(SUBSTR(p.T, p.E + 1, 100)) - (GREATEST(REGEXP_INSTR(REVERSE(SUBSTR(p.T,
      p.E + 1, 100)), '\\s'), 1) - 1)) AS X
  FROM (
    SELECT g.ID, g.T, g.B, IFF(OCTET_LENGTH(SUBSTR(g.T, g.GB + 1, g.GE - g.GB + 100)) <= 1024, g.GE, g.E) AS E
    FROM (
      SELECT w.ID, w.T, w.B, w.E, MIN(w.B) OVER (PARTITION BY w.ID, FLOOR((w.I - 1) / 8)) AS GB, MAX(w.E) OVER (PARTITION BY w.ID, FLOOR((w.I - 1) / 8)) AS GE
      FROM (
        SELECT e.ID, e.T, e.I, e.E, LAG(e.E, 1, 0) OVER (PARTITION BY e.ID ORDER BY e.I) AS B
        FROM (
          SELECT t.ID, t.T, f.VALUE::NUMBER AS I, IFF((f.VALUE::NUMBER * 100) >= LENGTH(t.T), LENGTH(t.T), (f.VALUE::NUMBER * 100) - (GREATEST(REGEXP_INSTR(REVERSE(SUBSTR(t.T,
              (f.VALUE::NUMBER * 100) - 49, 50)), '\\s'), 1) - 1)) AS E
          FROM (
            SELECT t.ID, t.T
            FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
            WHERE t.IS_OVER) t, LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(1, CEIL(LENGTH(t.T) / 100) + 1)) f) e) w) g
    WHERE g.B = g.GB OR NOT OCTET_LENGTH(SUBSTR(g.T, g.GB + 1, g.GE - g.GB + 100)) <= 1024) p) x;

-- Read
SELECT COUNT(*) AS N
FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_PIECES" a
WHERE ARRAY_SIZE(a.F:spans) IS NULL;

-- Read
SELECT COUNT(*) AS N
FROM (
  SELECT p.ID, p.X, p.B, s.VALUE['start']::NUMBER AS FIRST, s.VALUE['end']::NUMBER AS BEHIND, s.VALUE['category']::VARCHAR AS C, s.VALUE['text']::VARCHAR AS T
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_PIECES" p, LATERAL FLATTEN(INPUT => p.F:spans) s) s
WHERE COALESCE(SUBSTR(s.X, s.FIRST + 1, s.BEHIND - s.FIRST) <> s.T OR s.C IS NULL, TRUE);

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_REDACTED_IN_PIECES_557204FC498660B6" AS
SELECT t.ID, COALESCE(r.R || SUBSTR(t.T, r.E + 1), t.T) AS R
FROM (
  SELECT t.ID, t.T
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
  WHERE t.IS_OVER) t
LEFT JOIN (
  SELECT t.ID, LISTAGG(SUBSTR(t.T, p.AFTER_E + 1, p.B - p.AFTER_E) || '[' || p.C || ']', '') WITHIN GROUP (ORDER BY p.B) AS R, MAX(p.E) AS E
  FROM (
    SELECT t.ID, t.T
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
    WHERE t.IS_OVER) t
  JOIN (
    SELECT m.ID, m.B, m.E, m.C, LAG(m.E, 1, 0) OVER (PARTITION BY m.ID ORDER BY m.B) AS AFTER_E
    FROM (
      SELECT n.ID, n.N, MIN(n.B) AS B, MAX(n.E) AS E, MAX(n.C) AS C
      FROM (
        SELECT b.ID, b.B, b.E, IFF(b.B >= b.COVERED, b.C, NULL) AS C, SUM(IFF(b.B >= b.COVERED, 1, 0)) OVER (PARTITION BY b.ID ORDER BY b.B,
            b.E DESC, b.C ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS N
        FROM (
          SELECT f.ID, f.B, f.E, f.C, COALESCE(MAX(f.E) OVER (PARTITION BY f.ID ORDER BY f.B, f.E DESC, f.C ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
              0) AS COVERED
          FROM (
            SELECT s.ID, s.B + s.FIRST AS B, s.B + s.BEHIND AS E, s.C
            FROM (
              SELECT p.ID, p.X, p.B, s.VALUE['start']::NUMBER AS FIRST, s.VALUE['end']::NUMBER AS BEHIND, s.VALUE['category']::VARCHAR AS C,
                  s.VALUE['text']::VARCHAR AS T
              FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_PIECES" p, LATERAL FLATTEN(INPUT => p.F:spans) s) s) f) b) n
      GROUP BY n.ID, n.N) m) p
  ON p.ID = t.ID
  GROUP BY t.ID) r
ON r.ID = t.ID;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 0, 'VALID', 'TRAIN') AS SIDE
  FROM (
    SELECT a.K, a.G, p.R AS P, c.R AS C
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" a
    JOIN (
      SELECT t.T, j.R
      FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
      JOIN (
        SELECT r.ID, r.R
        FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_557204FC498660B6" r
        UNION ALL
        SELECT l.ID, l.R
        FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_IN_PIECES_557204FC498660B6" l) j
      ON j.ID = t.ID) p
    ON p.T = a.P
    JOIN (
      SELECT t.T, j.R
      FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
      JOIN (
        SELECT r.ID, r.R
        FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_557204FC498660B6" r
        UNION ALL
        SELECT l.ID, l.R
        FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_IN_PIECES_557204FC498660B6" l) j
      ON j.ID = t.ID) c
    ON c.T = a.C
    WHERE a.S = 'TRAIN') t) p;

-- ====================================================================================================
-- Training data: a snapshot redacted without asking for tokens

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" AS
SELECT r.K, r.G, r.P, r.C, 'TRAIN' AS S
FROM (
  SELECT r.K, r.G, REGEXP_REPLACE(r.P, '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
      '[EMAIL]', 1, 0, 'c') AS P, REGEXP_REPLACE(r.C, '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
      '[EMAIL]', 1, 0, 'c') AS C
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "TICKETS" ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) r
UNION ALL
SELECT v.K, v.G, v.P, v.C, 'VALID' AS S
FROM (
  SELECT r.K, r.G, REGEXP_REPLACE(r.P, '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
      '[EMAIL]', 1, 0, 'c') AS P, REGEXP_REPLACE(r.C, '[^[:space:]@,;:<>()"，。：；、（）【】「」]+@[^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+([.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/]+)*[.][^[:space:]@,;:<>()"，。：；、（）【】「」.!?/''0-9]{2,}',
      '[EMAIL]', 1, 0, 'c') AS C
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "TICKETS" ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') r) v;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" AS
SELECT ROW_NUMBER() OVER (ORDER BY u.T) AS ID, u.T, LENGTH(u.T) > 4096 AS IS_OVER
FROM (
  SELECT a.P AS T
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" a
  UNION
  SELECT b.C AS T
  FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" b) u;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, 'TRAIN' AS SIDE
  FROM (
    SELECT a.K, a.G, p.R AS P, c.R AS C
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" a
    JOIN (
      SELECT t.T, j.R
      FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
      JOIN (
        SELECT r.ID, r.R
        FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_40E718EAD67B0EF5" r) j
      ON j.ID = t.ID) p
    ON p.T = a.P
    JOIN (
      SELECT t.T, j.R
      FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
      JOIN (
        SELECT r.ID, r.R
        FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_40E718EAD67B0EF5" r) j
      ON j.ID = t.ID) c
    ON c.T = a.C
    WHERE a.S = 'TRAIN') t
  UNION ALL
  SELECT v.K, v.P, v.C, 'VALID' AS SIDE
  FROM (
    SELECT a.K, a.G, p.R AS P, c.R AS C
    FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_ROWS" a
    JOIN (
      SELECT t.T, j.R
      FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
      JOIN (
        SELECT r.ID, r.R
        FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_40E718EAD67B0EF5" r) j
      ON j.ID = t.ID) p
    ON p.T = a.P
    JOIN (
      SELECT t.T, j.R
      FROM "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}_TEXTS" t
      JOIN (
        SELECT r.ID, r.R
        FROM "LOCAL"."PUBLIC"."SUPPORT_REDACTED_40E718EAD67B0EF5" r) j
      ON j.ID = t.ID) c
    ON c.T = a.C
    WHERE a.S = 'VALID') v) p;

-- ====================================================================================================
-- Training data: a snapshot with validation rows of their own

-- Read; binds Int32
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) AS MAY_BE_LONG
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "TICKETS"
    WHERE id < ? -- train
    ) s) r;

-- Read; binds Int32
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) AS MAY_BE_LONG
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "TICKETS"
    WHERE id >= ? ) s) r;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT t.K, t.P, t.C, 'TRAIN' AS SIDE
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "TICKETS"
        WHERE id < 30 -- train
        ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') t
  UNION ALL
  SELECT v.K, v.P, v.C, 'VALID' AS SIDE
  FROM (
    SELECT r.K, r.G, r.P, r.C
    FROM (
      SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
      FROM (
        SELECT *
        FROM "TICKETS"
        WHERE id >= 30 ) s) r
    WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') v) p;

-- ====================================================================================================
-- Training data: a snapshot stratified and downsampled

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT c.K, c.P, c.C, c.SIDE
  FROM (
    SELECT b.K, b.P, b.C, b.SIDE, COUNT(*) OVER (PARTITION BY b.SIDE, b.C) AS N, ROW_NUMBER() OVER (PARTITION BY b.SIDE, b.C ORDER BY SHA2('cortexsharp|balance|' || b.K,
        256), b.K) AS I
    FROM (
      SELECT l.K, l.P, l.C, IFF(COUNT(*) OVER (PARTITION BY l.L ORDER BY SHA2('cortexsharp|split|' || l.G, 256) RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) <= ROUND(COUNT(*) OVER (PARTITION BY l.L) * 0.1),
          'VALID', 'TRAIN') AS SIDE
      FROM (
        SELECT n.K, n.G, n.P, n.C, FIRST_VALUE(n.C) OVER (PARTITION BY n.G ORDER BY n.N DESC, n.C) AS L
        FROM (
          SELECT t.K, t.G, t.P, t.C, COUNT(*) OVER (PARTITION BY t.G, t.C) AS N
          FROM (
            SELECT r.K, r.G, r.P, r.C
            FROM (
              SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
              FROM (
                SELECT *
                FROM "TICKETS" ) s) r
            WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') t) n) l) b) c
  QUALIFY c.SIDE = 'VALID' OR c.I <= FLOOR(MIN(c.N) OVER (PARTITION BY c.SIDE) * 1.5)) p;

-- ====================================================================================================
-- Training data: a snapshot stratified by customer

-- Read
SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF((OCTET_LENGTH(r.P) > 20000 OR OCTET_LENGTH(r.C) > 4000)) AS MAY_BE_LONG
FROM (
  SELECT TO_VARCHAR(s."ID") AS K, COALESCE(TO_VARCHAR(s."CUSTOMER"), TO_VARCHAR(s."ID")) AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
  FROM (
    SELECT *
    FROM "TICKETS" ) s) r;

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT l.K, l.P, l.C, IFF(COUNT(*) OVER (PARTITION BY l.L ORDER BY SHA2('cortexsharp|split|' || l.G, 256) RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) <= ROUND(COUNT(*) OVER (PARTITION BY l.L) * 0.1),
      'VALID', 'TRAIN') AS SIDE
  FROM (
    SELECT n.K, n.G, n.P, n.C, FIRST_VALUE(n.C) OVER (PARTITION BY n.G ORDER BY n.N DESC, n.C) AS L
    FROM (
      SELECT t.K, t.G, t.P, t.C, COUNT(*) OVER (PARTITION BY t.G, t.C) AS N
      FROM (
        SELECT r.K, r.G, r.P, r.C
        FROM (
          SELECT TO_VARCHAR(s."ID") AS K, COALESCE(TO_VARCHAR(s."CUSTOMER"), TO_VARCHAR(s."ID")) AS G, TO_VARCHAR(s."PROMPT") AS P,
              TO_VARCHAR(s."COMPLETION") AS C
          FROM (
            SELECT *
            FROM "TICKETS" ) s) r
        WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') t) n) l) p;

-- ====================================================================================================
-- Training data: a snapshot upsampled

-- Write
CREATE TABLE "LOCAL"."PUBLIC"."SUPPORT_STAGE_{id}" AS
SELECT p.K AS KEY, p.P AS PROMPT, p.C AS COMPLETION, p.SIDE
FROM (
  SELECT m.K, m.P, m.C, m.SIDE
  FROM (
    SELECT w.K, w.P, w.C, w.SIDE, IFF(w.SIDE = 'VALID', 1, FLOOR(w.W / w.N) + IFF(w.I <= MOD(w.W, w.N), 1, 0)) AS TIMES
    FROM (
      SELECT c.K, c.P, c.C, c.SIDE, c.N, c.I, GREATEST(c.N, CEIL(MAX(c.N) OVER (PARTITION BY c.SIDE) / 1.5)) AS W
      FROM (
        SELECT b.K, b.P, b.C, b.SIDE, COUNT(*) OVER (PARTITION BY b.SIDE, b.C) AS N, ROW_NUMBER() OVER (PARTITION BY b.SIDE, b.C ORDER BY SHA2('cortexsharp|balance|' || b.K,
            256), b.K) AS I
        FROM (
          SELECT t.K, t.P, t.C, IFF(MOD(TO_NUMBER(SUBSTR(SHA2('cortexsharp|split|' || t.G, 256), 1, 8), 'XXXXXXXX'), 10000) < 1000,
              'VALID', 'TRAIN') AS SIDE
          FROM (
            SELECT r.K, r.G, r.P, r.C
            FROM (
              SELECT TO_VARCHAR(s."ID") AS K, TO_VARCHAR(s."ID") AS G, TO_VARCHAR(s."PROMPT") AS P, TO_VARCHAR(s."COMPLETION") AS C
              FROM (
                SELECT *
                FROM "TICKETS" ) s) r
            WHERE TRIM(r.P, ' \t\r\n') <> '' AND TRIM(r.C, ' \t\r\n') <> '') t) b) c) w) m, LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0,
      m.TIMES)) f) p;

-- ====================================================================================================
-- Training data: a fingerprint of more pairs than one text takes

-- Read
SELECT SUM(b.N) AS N, SHA2(LISTAGG(b.D, '') WITHIN GROUP (ORDER BY b.B), 256) AS SHA256
FROM (
  SELECT LEFT(d.D, 3) AS B, COUNT(*) AS N, SHA2(LISTAGG(d.D, '') WITHIN GROUP (ORDER BY d.D), 256) AS D
  FROM (
    SELECT SHA2(LENGTH(x.P) || ':' || x.P || LENGTH(x.C) || ':' || x.C, 256) AS D
    FROM (
      SELECT prompt AS p, completion AS c
      FROM tickets) x) d
  GROUP BY 1) b;

-- ====================================================================================================
-- Base models: list, and check

-- Read
SHOW CORTEX BASE MODELS IN SCHEMA SNOWFLAKE.MODELS;

-- Read
SELECT CURRENT_REGION() AS REGION, CURRENT_ROLE() AS ROLE, CURRENT_SECONDARY_ROLES() AS SECONDARY_ROLES;

-- Read
SHOW PARAMETERS LIKE 'CORTEX_ENABLED_CROSS_REGION' IN ACCOUNT;

-- Read
SHOW GRANTS TO ROLE "TRAINER";

-- Read
SHOW GRANTS TO ROLE "PUBLIC";

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => ?, model_parameters => {'max_tokens': 1}, show_details => TRUE,
    return_error_details => TRUE))) AS RESPONSE;

-- Read
SHOW PARAMETERS LIKE 'CORTEX_MODELS_ALLOWLIST' IN ACCOUNT;

-- ====================================================================================================
-- Usage: each view

-- Read
SELECT u."MODEL_NAME" AS MODEL, u."START_TIME" AS START_TIME, u."END_TIME" AS END_TIME, u."FUNCTION_NAME" AS FUNCTION_NAME, NULL AS SERVICE,
    u."QUERY_ID" AS QUERY_ID, u."QUERY_TAG" AS QUERY_TAG, NULL AS TOKENS, NULL AS TOKENS_BY_KIND, TO_JSON(u."METRICS") AS METRICS, u."CREDITS" AS CREDITS,
    NULL AS CREDITS_BY_KIND, u."IS_COMPLETED" AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_AI_FUNCTIONS_USAGE_HISTORY" u
WHERE TRUE
ORDER BY 2, 1;

-- Read
SELECT u."MODEL_NAME" AS MODEL, u."USAGE_TIME" AS START_TIME, NULL AS END_TIME, u."FUNCTION_NAME" AS FUNCTION_NAME, NULL AS SERVICE,
    u."QUERY_ID" AS QUERY_ID, NULL AS QUERY_TAG, u."TOKENS" AS TOKENS, NULL AS TOKENS_BY_KIND, NULL AS METRICS, u."TOKEN_CREDITS" AS CREDITS,
    TO_JSON(u."TOKEN_CREDITS_GRANULAR") AS CREDITS_BY_KIND, NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_AISQL_USAGE_HISTORY" u
WHERE TRUE
ORDER BY 2, 1;

-- Read
SELECT u."MODEL_NAME" AS MODEL, u."START_TIME" AS START_TIME, u."END_TIME" AS END_TIME, u."FUNCTION_NAME" AS FUNCTION_NAME, NULL AS SERVICE,
    NULL AS QUERY_ID, NULL AS QUERY_TAG, u."TOKENS" AS TOKENS, NULL AS TOKENS_BY_KIND, NULL AS METRICS, u."TOKEN_CREDITS" AS CREDITS,
    NULL AS CREDITS_BY_KIND, NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_FUNCTIONS_USAGE_HISTORY" u
WHERE TRUE
ORDER BY 2, 1;

-- Read
SELECT u."MODEL_NAME" AS MODEL, NULL AS START_TIME, NULL AS END_TIME, u."FUNCTION_NAME" AS FUNCTION_NAME, NULL AS SERVICE, u."QUERY_ID" AS QUERY_ID,
    NULL AS QUERY_TAG, u."TOKENS" AS TOKENS, NULL AS TOKENS_BY_KIND, NULL AS METRICS, u."TOKEN_CREDITS" AS CREDITS, NULL AS CREDITS_BY_KIND,
    NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_FUNCTIONS_QUERY_USAGE_HISTORY" u
WHERE TRUE
ORDER BY 2, 1;

-- Read
SELECT u."MODEL_NAME" AS MODEL, u."START_TIME" AS START_TIME, u."END_TIME" AS END_TIME, NULL AS FUNCTION_NAME, NULL AS SERVICE, NULL AS QUERY_ID,
    NULL AS QUERY_TAG, u."TOKENS" AS TOKENS, NULL AS TOKENS_BY_KIND, NULL AS METRICS, u."TOKEN_CREDITS" AS CREDITS, NULL AS CREDITS_BY_KIND,
    NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_FINE_TUNING_USAGE_HISTORY" u
WHERE TRUE
ORDER BY 2, 1;

-- Read
SELECT u."MODEL_NAME" AS MODEL, u."START_TIME" AS START_TIME, u."END_TIME" AS END_TIME, NULL AS FUNCTION_NAME, NULL AS SERVICE, u."REQUEST_ID" AS QUERY_ID,
    NULL AS QUERY_TAG, u."TOKENS" AS TOKENS, TO_JSON(u."TOKENS_GRANULAR") AS TOKENS_BY_KIND, NULL AS METRICS, NULL AS CREDITS, NULL AS CREDITS_BY_KIND,
    NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_REST_API_USAGE_HISTORY" u
WHERE TRUE
ORDER BY 2, 1;

-- Read
SELECT NULL AS MODEL, u."START_TIME" AS START_TIME, u."END_TIME" AS END_TIME, NULL AS FUNCTION_NAME, u."SERVICE_NAME" AS SERVICE, NULL AS QUERY_ID,
    NULL AS QUERY_TAG, NULL AS TOKENS, NULL AS TOKENS_BY_KIND, NULL AS METRICS, u."CREDITS" AS CREDITS, NULL AS CREDITS_BY_KIND, NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_SEARCH_SERVING_USAGE_HISTORY" u
WHERE TRUE
ORDER BY 2, 1;

-- Read
SELECT u."MODEL_NAME" AS MODEL, u."USAGE_DATE" AS START_TIME, NULL AS END_TIME, u."CONSUMPTION_TYPE" AS FUNCTION_NAME, u."SERVICE_NAME" AS SERVICE,
    NULL AS QUERY_ID, NULL AS QUERY_TAG, NULL AS TOKENS, NULL AS TOKENS_BY_KIND, NULL AS METRICS, u."CREDITS" AS CREDITS, NULL AS CREDITS_BY_KIND,
    NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_SEARCH_DAILY_USAGE_HISTORY" u
WHERE TRUE
ORDER BY 2, 1;

-- Read
SELECT NULL AS MODEL, u."USAGE_DATE" AS START_TIME, NULL AS END_TIME, NULL AS FUNCTION_NAME, u."SERVICE_TYPE" AS SERVICE, NULL AS QUERY_ID,
    NULL AS QUERY_TAG, NULL AS TOKENS, NULL AS TOKENS_BY_KIND, NULL AS METRICS, u."CREDITS_BILLED" AS CREDITS, NULL AS CREDITS_BY_KIND,
    NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."METERING_DAILY_HISTORY" u
WHERE TRUE
ORDER BY 2, 1;

-- ====================================================================================================
-- Usage: by every condition

-- Read; binds DateTimeOffset
SELECT u."MODEL_NAME" AS MODEL, u."START_TIME" AS START_TIME, u."END_TIME" AS END_TIME, u."FUNCTION_NAME" AS FUNCTION_NAME, NULL AS SERVICE,
    u."QUERY_ID" AS QUERY_ID, u."QUERY_TAG" AS QUERY_TAG, NULL AS TOKENS, NULL AS TOKENS_BY_KIND, TO_JSON(u."METRICS") AS METRICS, u."CREDITS" AS CREDITS,
    NULL AS CREDITS_BY_KIND, u."IS_COMPLETED" AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_AI_FUNCTIONS_USAGE_HISTORY" u
WHERE TRUE AND u."START_TIME" >= ?
ORDER BY 2, 1;

-- Read; binds DateTimeOffset, String
SELECT u."MODEL_NAME" AS MODEL, u."START_TIME" AS START_TIME, u."END_TIME" AS END_TIME, u."FUNCTION_NAME" AS FUNCTION_NAME, NULL AS SERVICE,
    u."QUERY_ID" AS QUERY_ID, u."QUERY_TAG" AS QUERY_TAG, NULL AS TOKENS, NULL AS TOKENS_BY_KIND, TO_JSON(u."METRICS") AS METRICS, u."CREDITS" AS CREDITS,
    NULL AS CREDITS_BY_KIND, u."IS_COMPLETED" AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_AI_FUNCTIONS_USAGE_HISTORY" u
WHERE TRUE AND u."START_TIME" >= ? AND SPLIT_PART(REPLACE(UPPER(u."MODEL_NAME"), '"', ''), '.', -1) IN (
  SELECT UPPER(f.value::VARCHAR)
  FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) f)
ORDER BY 2, 1;

-- Read; binds String
SELECT NULL AS MODEL, u."USAGE_DATE" AS START_TIME, NULL AS END_TIME, NULL AS FUNCTION_NAME, u."SERVICE_TYPE" AS SERVICE, NULL AS QUERY_ID,
    NULL AS QUERY_TAG, NULL AS TOKENS, NULL AS TOKENS_BY_KIND, NULL AS METRICS, u."CREDITS_BILLED" AS CREDITS, NULL AS CREDITS_BY_KIND,
    NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."METERING_DAILY_HISTORY" u
WHERE TRUE AND UPPER(u."SERVICE_TYPE") = UPPER(?)
ORDER BY 2, 1;

-- Read; binds DateTime, DateTime
SELECT NULL AS MODEL, u."USAGE_DATE" AS START_TIME, NULL AS END_TIME, NULL AS FUNCTION_NAME, u."SERVICE_TYPE" AS SERVICE, NULL AS QUERY_ID,
    NULL AS QUERY_TAG, NULL AS TOKENS, NULL AS TOKENS_BY_KIND, NULL AS METRICS, u."CREDITS_BILLED" AS CREDITS, NULL AS CREDITS_BY_KIND,
    NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."METERING_DAILY_HISTORY" u
WHERE TRUE AND u."USAGE_DATE"::TIMESTAMP_NTZ >= ? AND u."USAGE_DATE"::TIMESTAMP_NTZ < ?
ORDER BY 2, 1;

-- Read; binds DateTimeOffset, DateTimeOffset, String, String, String
SELECT u."MODEL_NAME" AS MODEL, u."START_TIME" AS START_TIME, u."END_TIME" AS END_TIME, u."FUNCTION_NAME" AS FUNCTION_NAME, NULL AS SERVICE,
    u."QUERY_ID" AS QUERY_ID, u."QUERY_TAG" AS QUERY_TAG, NULL AS TOKENS, NULL AS TOKENS_BY_KIND, TO_JSON(u."METRICS") AS METRICS, u."CREDITS" AS CREDITS,
    NULL AS CREDITS_BY_KIND, u."IS_COMPLETED" AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_AI_FUNCTIONS_USAGE_HISTORY" u
WHERE TRUE AND u."START_TIME" >= ? AND u."START_TIME" < ? AND UPPER(u."MODEL_NAME") = UPPER(?) AND u."QUERY_TAG" = ? AND u."QUERY_ID" = ?
ORDER BY 2, 1;

-- ====================================================================================================
-- Usage: the application's own count

-- Write; binds String, String, String
INSERT INTO "ML_CALL_LOG" (FLUSH_ID, CALLER, MODEL, DAY, CALLS, ERRORS, CALLS_WITH_TOKENS, PROMPT_TOKENS, COMPLETION_TOKENS, LAST_CALL_AT,
    WRITTEN_AT)
SELECT ?, ?, f.value[0]::VARCHAR, f.value[1]::DATE, f.value[2]::NUMBER, f.value[3]::NUMBER, f.value[4]::NUMBER, f.value[5]::NUMBER,
    f.value[6]::NUMBER, f.value[7]::VARCHAR::TIMESTAMP_LTZ, CURRENT_TIMESTAMP()
FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) f;

-- Write
CREATE TABLE IF NOT EXISTS "ML_CALL_LOG" (FLUSH_ID VARCHAR NOT NULL, CALLER VARCHAR NOT NULL, MODEL VARCHAR NOT NULL, DAY DATE NOT NULL,
    CALLS NUMBER NOT NULL, ERRORS NUMBER NOT NULL, CALLS_WITH_TOKENS NUMBER NOT NULL, PROMPT_TOKENS NUMBER NOT NULL, COMPLETION_TOKENS NUMBER NOT NULL,
    LAST_CALL_AT TIMESTAMP_LTZ NOT NULL, WRITTEN_AT TIMESTAMP_LTZ);

-- Read
SELECT l.DAY, l.MODEL, l.CALLER, SUM(l.CALLS) AS CALLS, SUM(l.ERRORS) AS ERRORS, SUM(l.CALLS_WITH_TOKENS) AS CALLS_WITH_TOKENS, SUM(l.PROMPT_TOKENS + l.COMPLETION_TOKENS) AS TOKENS,
    MAX(l.LAST_CALL_AT) AS LAST_CALL_AT
FROM (
  SELECT DISTINCT FLUSH_ID, CALLER, MODEL, DAY, CALLS, ERRORS, CALLS_WITH_TOKENS, PROMPT_TOKENS, COMPLETION_TOKENS, LAST_CALL_AT
  FROM "ML_CALL_LOG"
  WHERE TRUE) l
GROUP BY l.DAY, l.MODEL, l.CALLER
ORDER BY 1, 2, 3;

-- Read; binds Date
SELECT l.DAY, l.MODEL, l.CALLER, SUM(l.CALLS) AS CALLS, SUM(l.ERRORS) AS ERRORS, SUM(l.CALLS_WITH_TOKENS) AS CALLS_WITH_TOKENS, SUM(l.PROMPT_TOKENS + l.COMPLETION_TOKENS) AS TOKENS,
    MAX(l.LAST_CALL_AT) AS LAST_CALL_AT
FROM (
  SELECT DISTINCT FLUSH_ID, CALLER, MODEL, DAY, CALLS, ERRORS, CALLS_WITH_TOKENS, PROMPT_TOKENS, COMPLETION_TOKENS, LAST_CALL_AT
  FROM "ML_CALL_LOG"
  WHERE DAY >= ?) l
GROUP BY l.DAY, l.MODEL, l.CALLER
ORDER BY 1, 2, 3;

-- ====================================================================================================
-- Evaluation: cases of a query, read

-- Read
SELECT *
FROM (
  SELECT *
  FROM "TICKETS" ) q
LIMIT 0;

-- Read
SELECT COUNT(*) AS N, COUNT(NULLIF(r.KEY, '')) AS KEYED, COUNT(DISTINCT NULLIF(r.KEY, '')) AS KEYS, COUNT(r.PROMPT) AS PROMPTS, MIN(IFF(ARRAY_SIZE(r.REFERENCE) = 0,
    r.KEY, NULL)) AS BARE
FROM (
  SELECT TO_VARCHAR(q."ID") AS KEY, TO_VARCHAR(q."PROMPT") AS PROMPT, CASE WHEN TO_VARCHAR(q."COMPLETION") IS NULL THEN TO_VARIANT(ARRAY_CONSTRUCT()) WHEN IS_ARRAY(TO_VARIANT(q."COMPLETION")) THEN TO_VARIANT(ARRAY_COMPACT(AS_ARRAY(TO_VARIANT(q."COMPLETION")))) ELSE TO_VARIANT(ARRAY_CONSTRUCT(TO_VARCHAR(q."COMPLETION"))) END AS REFERENCE,
      OBJECT_CONSTRUCT('lang', TO_VARCHAR(q."LANG"), 'customer', TO_VARCHAR(q."CUSTOMER")) AS TAGS
  FROM (
    SELECT *
    FROM "TICKETS" ) q) r;

-- Read
SELECT r.KEY, r.PROMPT, TO_JSON(r.REFERENCE) AS REFERENCE, TO_JSON(r.TAGS) AS TAGS
FROM (
  SELECT TO_VARCHAR(q."ID") AS KEY, TO_VARCHAR(q."PROMPT") AS PROMPT, CASE WHEN TO_VARCHAR(q."COMPLETION") IS NULL THEN TO_VARIANT(ARRAY_CONSTRUCT()) WHEN IS_ARRAY(TO_VARIANT(q."COMPLETION")) THEN TO_VARIANT(ARRAY_COMPACT(AS_ARRAY(TO_VARIANT(q."COMPLETION")))) ELSE TO_VARIANT(ARRAY_CONSTRUCT(TO_VARCHAR(q."COMPLETION"))) END AS REFERENCE,
      OBJECT_CONSTRUCT('lang', TO_VARCHAR(q."LANG"), 'customer', TO_VARCHAR(q."CUSTOMER")) AS TAGS
  FROM (
    SELECT *
    FROM "TICKETS" ) q) r
ORDER BY r.KEY;

-- Read
SELECT COUNT(*) AS N, COUNT(NULLIF(r.KEY, '')) AS KEYED, COUNT(DISTINCT NULLIF(r.KEY, '')) AS KEYS, COUNT(r.PROMPT) AS PROMPTS, MIN(IFF(ARRAY_SIZE(r.REFERENCE) = 0,
    r.KEY, NULL)) AS BARE
FROM (
  SELECT TO_VARCHAR(q."ID") AS KEY, TO_VARCHAR(q."PROMPT") AS PROMPT, TO_VARIANT(ARRAY_CONSTRUCT()) AS REFERENCE, OBJECT_CONSTRUCT() AS TAGS
  FROM (
    SELECT *
    FROM "TICKETS" ) q) r;

-- Read
SELECT r.KEY, r.PROMPT, TO_JSON(r.REFERENCE) AS REFERENCE, TO_JSON(r.TAGS) AS TAGS
FROM (
  SELECT TO_VARCHAR(q."ID") AS KEY, TO_VARCHAR(q."PROMPT") AS PROMPT, TO_VARIANT(ARRAY_CONSTRUCT()) AS REFERENCE, OBJECT_CONSTRUCT() AS TAGS
  FROM (
    SELECT *
    FROM "TICKETS" ) q) r
ORDER BY r.KEY;

-- ====================================================================================================
-- Evaluation: which case comes twice

-- Write
CREATE TABLE IF NOT EXISTS "EVALUATION_RUNS" (RUN VARCHAR NOT NULL, EVALUATION VARCHAR NOT NULL, USE_CASE VARCHAR NOT NULL, MODEL VARCHAR NOT NULL,
    BASE_MODEL VARCHAR, STATUS VARCHAR NOT NULL, CASES NUMBER, FINGERPRINT VARCHAR, SETTINGS_SHA2 VARCHAR NOT NULL, PROMPT_TEMPLATE_SHA2 VARCHAR,
    OPTIONS VARIANT, METRICS VARIANT, SLICE_SIZE NUMBER NOT NULL, LIBRARY_VERSION VARCHAR, HOLDER VARCHAR, CREATED_AT TIMESTAMP_LTZ,
    FINISHED_AT TIMESTAMP_LTZ);

-- Write
CREATE TABLE IF NOT EXISTS "EVALUATION_CASES" (EVALUATION VARCHAR NOT NULL, KEY VARCHAR NOT NULL, PROMPT VARCHAR NOT NULL, REFERENCE VARIANT NOT NULL,
    TAGS VARIANT NOT NULL);

-- Write
CREATE TABLE IF NOT EXISTS "EVALUATION_SLICES" (RUN VARCHAR NOT NULL, SLICE NUMBER NOT NULL, FIRST_KEY VARCHAR NOT NULL, LAST_KEY VARCHAR NOT NULL,
    CASES NUMBER NOT NULL, STATUS VARCHAR NOT NULL, REQUEST_ID VARCHAR, QUERY_ID VARCHAR, SENT_AT TIMESTAMP_LTZ, REPEATS NUMBER, SCORED VARIANT,
    ERRORS NUMBER, PROMPT_TOKENS NUMBER, COMPLETION_TOKENS NUMBER, GUARDRAIL_TOKENS NUMBER, SCORING_TOKENS VARIANT);

-- Write
CREATE TABLE IF NOT EXISTS "EVALUATION_ANSWERS" (RUN VARCHAR NOT NULL, KEY VARCHAR NOT NULL, PROMPT_SHA2 VARCHAR, ANSWER VARCHAR, ERROR VARCHAR,
    RAW VARIANT, PROMPT_TOKENS NUMBER, COMPLETION_TOKENS NUMBER, CREATED_AT TIMESTAMP_LTZ);

-- Write
CREATE TABLE IF NOT EXISTS "EVALUATION_SCORES" (RUN VARCHAR NOT NULL, KEY VARCHAR NOT NULL, SCORES VARIANT NOT NULL);

-- Write; binds String, String, String, String, String, String, String, String, String, Int32, String
MERGE INTO "EVALUATION_RUNS" r
USING (
  SELECT ? AS RUN, PARSE_JSON(?) AS OPTIONS) s
ON r.RUN = s.RUN
WHEN NOT MATCHED THEN INSERT (RUN, EVALUATION, USE_CASE, MODEL, BASE_MODEL, STATUS, SETTINGS_SHA2, PROMPT_TEMPLATE_SHA2, OPTIONS, SLICE_SIZE,
    LIBRARY_VERSION, CREATED_AT)
VALUES (s.RUN, ?, ?, ?, ?, ?, ?, ?, s.OPTIONS, ?, ?, CURRENT_TIMESTAMP());

-- Read; binds String
SELECT r.RUN, r.EVALUATION, r.USE_CASE, r.MODEL, r.BASE_MODEL, r.STATUS, r.CASES, r.FINGERPRINT, r.SETTINGS_SHA2, r.PROMPT_TEMPLATE_SHA2,
    TO_JSON(r.OPTIONS) AS OPTIONS, TO_JSON(r.METRICS) AS METRICS, r.SLICE_SIZE, r.LIBRARY_VERSION, r.HOLDER, r.CREATED_AT, r.FINISHED_AT
FROM "EVALUATION_RUNS" r
WHERE r.EVALUATION = ?
ORDER BY r.CREATED_AT, r.MODEL;

-- Write; binds String, String, String, String, String
UPDATE "EVALUATION_RUNS"
SET STATUS = ?, HOLDER = ?, FINISHED_AT = NULL, METRICS = PARSE_JSON(?)
WHERE RUN = ? AND EQUAL_NULL(HOLDER, ?);

-- Read
SELECT *
FROM (
  SELECT 'twice' AS id, prompt, completion, lang, customer
  FROM tickets ) q
LIMIT 0;

-- Read
SELECT COUNT(*) AS N, COUNT(NULLIF(r.KEY, '')) AS KEYED, COUNT(DISTINCT NULLIF(r.KEY, '')) AS KEYS, COUNT(r.PROMPT) AS PROMPTS, MIN(IFF(ARRAY_SIZE(r.REFERENCE) = 0,
    r.KEY, NULL)) AS BARE
FROM (
  SELECT TO_VARCHAR(q."ID") AS KEY, TO_VARCHAR(q."PROMPT") AS PROMPT, CASE WHEN TO_VARCHAR(q."COMPLETION") IS NULL THEN TO_VARIANT(ARRAY_CONSTRUCT()) WHEN IS_ARRAY(TO_VARIANT(q."COMPLETION")) THEN TO_VARIANT(ARRAY_COMPACT(AS_ARRAY(TO_VARIANT(q."COMPLETION")))) ELSE TO_VARIANT(ARRAY_CONSTRUCT(TO_VARCHAR(q."COMPLETION"))) END AS REFERENCE,
      OBJECT_CONSTRUCT('lang', TO_VARCHAR(q."LANG"), 'customer', TO_VARCHAR(q."CUSTOMER")) AS TAGS
  FROM (
    SELECT 'twice' AS id, prompt, completion, lang, customer
    FROM tickets ) q) r;

-- Read
SELECT r.KEY
FROM (
  SELECT TO_VARCHAR(q."ID") AS KEY, TO_VARCHAR(q."PROMPT") AS PROMPT, CASE WHEN TO_VARCHAR(q."COMPLETION") IS NULL THEN TO_VARIANT(ARRAY_CONSTRUCT()) WHEN IS_ARRAY(TO_VARIANT(q."COMPLETION")) THEN TO_VARIANT(ARRAY_COMPACT(AS_ARRAY(TO_VARIANT(q."COMPLETION")))) ELSE TO_VARIANT(ARRAY_CONSTRUCT(TO_VARCHAR(q."COMPLETION"))) END AS REFERENCE,
      OBJECT_CONSTRUCT('lang', TO_VARCHAR(q."LANG"), 'customer', TO_VARCHAR(q."CUSTOMER")) AS TAGS
  FROM (
    SELECT 'twice' AS id, prompt, completion, lang, customer
    FROM tickets ) q) r
GROUP BY r.KEY
HAVING COUNT(*) > 1
ORDER BY r.KEY
LIMIT 1;

-- ====================================================================================================
-- Evaluation: a run, in the warehouse

-- Write; binds String, String, String, String, String, String
DELETE FROM "EVALUATION_CASES"
WHERE EVALUATION = ? AND ? IN (
  SELECT r.EVALUATION
  FROM "EVALUATION_RUNS" r
  WHERE r.EVALUATION = ? AND r.HOLDER = ?) AND ? NOT IN (
  SELECT s.EVALUATION
  FROM "EVALUATION_RUNS" s
  WHERE s.EVALUATION = ? AND s.FINGERPRINT IS NOT NULL);

-- Write; binds String, String, String, String, String, String
MERGE INTO "EVALUATION_CASES" c
USING (
  SELECT ? AS EVALUATION, r.KEY, r.PROMPT, r.REFERENCE, r.TAGS
  FROM (
    SELECT TO_VARCHAR(q."ID") AS KEY, TO_VARCHAR(q."PROMPT") AS PROMPT, CASE WHEN TO_VARCHAR(q."COMPLETION") IS NULL THEN TO_VARIANT(ARRAY_CONSTRUCT()) WHEN IS_ARRAY(TO_VARIANT(q."COMPLETION")) THEN TO_VARIANT(ARRAY_COMPACT(AS_ARRAY(TO_VARIANT(q."COMPLETION")))) ELSE TO_VARIANT(ARRAY_CONSTRUCT(TO_VARCHAR(q."COMPLETION"))) END AS REFERENCE,
        OBJECT_CONSTRUCT('lang', TO_VARCHAR(q."LANG"), 'customer', TO_VARCHAR(q."CUSTOMER")) AS TAGS
    FROM (
      SELECT *
      FROM "TICKETS" ) q) r
  WHERE ? IN (
    SELECT r.EVALUATION
    FROM "EVALUATION_RUNS" r
    WHERE r.EVALUATION = ? AND r.HOLDER = ?) AND ? NOT IN (
    SELECT s.EVALUATION
    FROM "EVALUATION_RUNS" s
    WHERE s.EVALUATION = ? AND s.FINGERPRINT IS NOT NULL)) s
ON c.EVALUATION = s.EVALUATION AND c.KEY = s.KEY
WHEN NOT MATCHED THEN INSERT (EVALUATION, KEY, PROMPT, REFERENCE, TAGS)
VALUES (s.EVALUATION, s.KEY, s.PROMPT, s.REFERENCE, s.TAGS);

-- Read; binds String
SELECT COUNT(*) AS N, SHA2(LISTAGG(d.D, '') WITHIN GROUP (ORDER BY d.D), 256) AS SHA256
FROM (
  SELECT SHA2(LENGTH(x.P) || ':' || x.P || LENGTH(x.C) || ':' || x.C, 256) AS D
  FROM (
    SELECT c.PROMPT AS P, c.KEY || ' ' || TO_JSON(c.REFERENCE) AS C
    FROM "EVALUATION_CASES" c
    WHERE c.EVALUATION = ?) x) d;

-- Read; binds String
SELECT COUNT(*) AS N, COUNT(DISTINCT c.KEY) AS KEYS, MIN(IFF(ARRAY_SIZE(c.REFERENCE) = 0, c.KEY, NULL)) AS BARE
FROM "EVALUATION_CASES" c
WHERE c.EVALUATION = ?;

-- Write; binds Int64, String, String, String
UPDATE "EVALUATION_RUNS"
SET CASES = ?, FINGERPRINT = ?
WHERE RUN = ? AND HOLDER = ? AND FINGERPRINT IS NULL;

-- Read; binds String
SELECT t.RUN, t.SLICE, t.FIRST_KEY, t.LAST_KEY, t.CASES, t.STATUS, t.REQUEST_ID, t.QUERY_ID, t.SENT_AT, t.REPEATS, TO_JSON(t.SCORED) AS SCORED,
    t.ERRORS, t.PROMPT_TOKENS, t.COMPLETION_TOKENS, t.GUARDRAIL_TOKENS, TO_JSON(t.SCORING_TOKENS) AS SCORING_TOKENS
FROM "EVALUATION_SLICES" t
WHERE t.RUN = ?
ORDER BY t.SLICE;

-- Write; binds String, String, String
MERGE INTO "EVALUATION_SLICES" t
USING (
  SELECT ? AS RUN, b.SLICE, b.FIRST_KEY, b.LAST_KEY, b.CASES
  FROM (
    SELECT n.SLICE, MIN(n.KEY) AS FIRST_KEY, MAX(n.KEY) AS LAST_KEY, COUNT(*) AS CASES
    FROM (
      SELECT c.KEY, FLOOR((ROW_NUMBER() OVER (ORDER BY c.KEY) - 1) / 4) AS SLICE
      FROM "EVALUATION_CASES" c
      WHERE c.EVALUATION = ?) n
    GROUP BY n.SLICE) b) s
ON t.RUN = s.RUN AND t.SLICE = s.SLICE
WHEN NOT MATCHED THEN INSERT (RUN, SLICE, FIRST_KEY, LAST_KEY, CASES, STATUS)
VALUES (s.RUN, s.SLICE, s.FIRST_KEY, s.LAST_KEY, s.CASES, ?);

-- Write; binds String, String, DateTimeOffset, String, Int64, String, String
UPDATE "EVALUATION_SLICES"
SET STATUS = ?, REQUEST_ID = ?, QUERY_ID = NULL, SENT_AT = ?
WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND EQUAL_NULL(REQUEST_ID, ?);

-- Billable; binds String, String, String, String, String, String, String, String, String, Int64, String, String
INSERT INTO "EVALUATION_ANSWERS" (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
SELECT ?, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR,
    q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER,
    q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()
FROM (
  SELECT r.K, r.H, COALESCE(r.R:error::VARCHAR, IFF(r.R:value IS NULL OR IS_NULL_VALUE(r.R:value), 'no_answer', NULL)) AS E, COALESCE(TRY_PARSE_JSON(r.R:value::VARCHAR),
      r.R:value) AS V
  FROM (
    SELECT s.K, s.H, AI_COMPLETE(model => 'llama3.1-8b', prompt => s.P, show_details => TRUE, return_error_details => TRUE) AS R
    FROM (
      SELECT p.K, p.P, SHA2(p.P, 256) AS H
      FROM (
        SELECT c.KEY AS K, c.PROMPT AS P
        FROM "EVALUATION_CASES" c
        WHERE c.EVALUATION = ? AND c.KEY >= ? AND c.KEY <= ?) p
      LEFT JOIN (
        SELECT a.KEY
        FROM "EVALUATION_ANSWERS" a
        WHERE a.RUN = ? AND a.KEY >= ? AND a.KEY <= ?) d
      ON d.KEY = p.K
      WHERE d.KEY IS NULL AND ? IN (
        SELECT RUN
        FROM "EVALUATION_SLICES"
        WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?)) s) r) q;

-- Read; binds String, String, String
SELECT a.KEY, a.ANSWER, a.ERROR, a.PROMPT_TOKENS, a.COMPLETION_TOKENS, a.RAW:usage:guardrail_tokens::NUMBER AS GUARDRAIL_TOKENS, a.RAW:usage:total_tokens::NUMBER AS TOTAL_TOKENS
FROM "EVALUATION_ANSWERS" a
WHERE a.RUN = ? AND a.KEY >= ? AND a.KEY <= ? AND a.ERROR IS NOT NULL;

-- Write; binds String, String, String, Int64, String, String
UPDATE "EVALUATION_SLICES"
SET STATUS = ?, QUERY_ID = COALESCE(?, QUERY_ID)
WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?;

-- Read; binds String, Int64
SELECT t.RUN, t.SLICE, t.FIRST_KEY, t.LAST_KEY, t.CASES, t.STATUS, t.REQUEST_ID, t.QUERY_ID, t.SENT_AT, t.REPEATS, TO_JSON(t.SCORED) AS SCORED,
    t.ERRORS, t.PROMPT_TOKENS, t.COMPLETION_TOKENS, t.GUARDRAIL_TOKENS, TO_JSON(t.SCORING_TOKENS) AS SCORING_TOKENS
FROM "EVALUATION_SLICES" t
WHERE RUN = ? AND SLICE = ?;

-- Read; binds String, String, String
SELECT a.KEY, a.ANSWER, a.ERROR, a.PROMPT_TOKENS, a.COMPLETION_TOKENS, a.RAW:usage:guardrail_tokens::NUMBER AS GUARDRAIL_TOKENS, a.RAW:usage:total_tokens::NUMBER AS TOTAL_TOKENS
FROM "EVALUATION_ANSWERS" a
WHERE a.RUN = ? AND a.KEY >= ? AND a.KEY <= ?;

-- Read; binds String, String, String
SELECT c.KEY, c.PROMPT, TO_JSON(c.REFERENCE) AS REFERENCE, TO_JSON(c.TAGS) AS TAGS
FROM "EVALUATION_CASES" c
WHERE c.EVALUATION = ? AND c.KEY >= ? AND c.KEY <= ?
ORDER BY c.KEY;

-- Write; binds String, String, String, String, String
MERGE INTO "EVALUATION_SCORES" t
USING (
  SELECT h.RUN, f.value[0]::VARCHAR AS KEY, f.value[1] AS SCORES
  FROM (
    SELECT r.RUN
    FROM "EVALUATION_RUNS" r
    WHERE r.RUN = ? AND r.HOLDER = ?) h, TABLE(FLATTEN(INPUT => PARSE_JSON(?))) f) s
ON t.RUN = s.RUN AND t.KEY = s.KEY AND t.KEY >= ? AND t.KEY <= ?
WHEN MATCHED THEN UPDATE SET SCORES = s.SCORES
WHEN NOT MATCHED THEN INSERT (RUN, KEY, SCORES)
VALUES (s.RUN, s.KEY, s.SCORES);

-- Write; binds String, Int64, Int64, Int64, Int64, String, String, Int64, String, String
UPDATE "EVALUATION_SLICES"
SET SCORED = PARSE_JSON(?), ERRORS = ?, PROMPT_TOKENS = ?, COMPLETION_TOKENS = ?, GUARDRAIL_TOKENS = ?, SCORING_TOKENS = PARSE_JSON(?)
WHERE RUN = ? AND SLICE = ? AND RUN IN (
  SELECT r.RUN
  FROM "EVALUATION_RUNS" r
  WHERE r.RUN = ? AND r.HOLDER = ?);

-- Billable; binds String, String, String, String, String, String, String, String, String, Int64, String, String
INSERT INTO "EVALUATION_ANSWERS" (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
SELECT ?, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR,
    q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER,
    q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()
FROM (
  SELECT r.K, r.H, COALESCE(r.R:error::VARCHAR, IFF(r.R:value IS NULL OR IS_NULL_VALUE(r.R:value), 'no_answer', NULL)) AS E, COALESCE(TRY_PARSE_JSON(r.R:value::VARCHAR),
      r.R:value) AS V
  FROM (
    SELECT s.K, s.H, AI_COMPLETE(model => 'mistral-7b', prompt => s.P, show_details => TRUE, return_error_details => TRUE) AS R
    FROM (
      SELECT p.K, p.P, SHA2(p.P, 256) AS H
      FROM (
        SELECT c.KEY AS K, c.PROMPT AS P
        FROM "EVALUATION_CASES" c
        WHERE c.EVALUATION = ? AND c.KEY >= ? AND c.KEY <= ?) p
      LEFT JOIN (
        SELECT a.KEY
        FROM "EVALUATION_ANSWERS" a
        WHERE a.RUN = ? AND a.KEY >= ? AND a.KEY <= ?) d
      ON d.KEY = p.K
      WHERE d.KEY IS NULL AND ? IN (
        SELECT RUN
        FROM "EVALUATION_SLICES"
        WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?)) s) r) q;

-- Write; binds String, String, String
UPDATE "EVALUATION_RUNS"
SET STATUS = ?, FINISHED_AT = CURRENT_TIMESTAMP()
WHERE RUN = ? AND HOLDER = ?;

-- Read; binds String, String, String
SELECT t.KEY, TO_JSON(t.SCORES) AS SCORES, TO_JSON(c.TAGS) AS TAGS, (a.ERROR IS NOT NULL OR a.ANSWER IS NULL) AS FAILED, a.PROMPT_TOKENS,
    a.COMPLETION_TOKENS, a.RAW:usage:guardrail_tokens::NUMBER AS GUARDRAIL_TOKENS, a.RAW:usage:total_tokens::NUMBER AS TOTAL_TOKENS,
    LEFT(SHA2(c.PROMPT || CHR(30) || ARRAY_TO_STRING(c.REFERENCE, CHR(31)), 256), 16) AS CONTENT
FROM "EVALUATION_SCORES" t
JOIN "EVALUATION_ANSWERS" a
ON a.RUN = ? AND a.KEY = t.KEY
JOIN "EVALUATION_CASES" c
ON c.EVALUATION = ? AND c.KEY = t.KEY
WHERE t.RUN = ?
ORDER BY t.KEY;

-- ====================================================================================================
-- Evaluation: one more metric, which must see every case first

-- Read; binds String
SELECT c.KEY, c.PROMPT, TO_JSON(c.REFERENCE) AS REFERENCE, TO_JSON(c.TAGS) AS TAGS
FROM "EVALUATION_CASES" c
WHERE c.EVALUATION = ?;

-- Read; binds String, String, String
SELECT t.KEY, TO_JSON(t.SCORES) AS SCORES
FROM "EVALUATION_SCORES" t
WHERE t.RUN = ? AND t.KEY >= ? AND t.KEY <= ?;

-- ====================================================================================================
-- Evaluation: asked again where answers failed

-- Write; binds String, String, String, String, String, String
UPDATE "EVALUATION_SLICES"
SET STATUS = ?, REQUEST_ID = NULL, QUERY_ID = NULL, SENT_AT = NULL, REPEATS = NULL, SCORED = OBJECT_CONSTRUCT()
WHERE RUN = ? AND STATUS = ? AND RUN IN (
  SELECT r.RUN
  FROM "EVALUATION_RUNS" r
  WHERE r.RUN = ? AND r.HOLDER = ?) AND SLICE IN (
  SELECT s.SLICE
  FROM "EVALUATION_SLICES" s
  JOIN "EVALUATION_ANSWERS" a
  ON a.RUN = s.RUN AND a.KEY >= s.FIRST_KEY AND a.KEY <= s.LAST_KEY
  WHERE s.RUN = ? AND (a.ERROR IS NOT NULL OR a.ANSWER IS NULL));

-- Write; binds String, String, String, String, String
DELETE FROM "EVALUATION_SCORES"
WHERE RUN = ? AND KEY IN (
  SELECT a.KEY
  FROM "EVALUATION_ANSWERS" a
  JOIN "EVALUATION_SLICES" t
  ON t.RUN = a.RUN AND a.KEY >= t.FIRST_KEY AND a.KEY <= t.LAST_KEY
  WHERE a.RUN = ? AND t.RUN IN (
    SELECT r.RUN
    FROM "EVALUATION_RUNS" r
    WHERE r.RUN = ? AND r.HOLDER = ?) AND t.STATUS = ? AND (a.ERROR IS NOT NULL OR a.ANSWER IS NULL));

-- Write; binds String, String, String, String, String
DELETE FROM "EVALUATION_ANSWERS"
WHERE RUN = ? AND KEY IN (
  SELECT a.KEY
  FROM "EVALUATION_ANSWERS" a
  JOIN "EVALUATION_SLICES" t
  ON t.RUN = a.RUN AND a.KEY >= t.FIRST_KEY AND a.KEY <= t.LAST_KEY
  WHERE a.RUN = ? AND t.RUN IN (
    SELECT r.RUN
    FROM "EVALUATION_RUNS" r
    WHERE r.RUN = ? AND r.HOLDER = ?) AND t.STATUS = ? AND (a.ERROR IS NOT NULL OR a.ANSWER IS NULL));

-- ====================================================================================================
-- Evaluation: with a template, options and cases from here

-- Write; binds String, String, String, String, String, String, String
MERGE INTO "EVALUATION_CASES" c
USING (
  SELECT ? AS EVALUATION, r.KEY, r.PROMPT, r.REFERENCE, r.TAGS
  FROM (
    SELECT f.value[0]::VARCHAR AS KEY, f.value[1]::VARCHAR AS PROMPT, f.value[2] AS REFERENCE, f.value[3] AS TAGS
    FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) f) r
  WHERE ? IN (
    SELECT r.EVALUATION
    FROM "EVALUATION_RUNS" r
    WHERE r.EVALUATION = ? AND r.HOLDER = ?) AND ? NOT IN (
    SELECT s.EVALUATION
    FROM "EVALUATION_RUNS" s
    WHERE s.EVALUATION = ? AND s.FINGERPRINT IS NOT NULL)) s
ON c.EVALUATION = s.EVALUATION AND c.KEY = s.KEY
WHEN NOT MATCHED THEN INSERT (EVALUATION, KEY, PROMPT, REFERENCE, TAGS)
VALUES (s.EVALUATION, s.KEY, s.PROMPT, s.REFERENCE, s.TAGS);

-- Write; binds String, String, String
MERGE INTO "EVALUATION_SLICES" t
USING (
  SELECT ? AS RUN, b.SLICE, b.FIRST_KEY, b.LAST_KEY, b.CASES
  FROM (
    SELECT n.SLICE, MIN(n.KEY) AS FIRST_KEY, MAX(n.KEY) AS LAST_KEY, COUNT(*) AS CASES
    FROM (
      SELECT c.KEY, FLOOR((ROW_NUMBER() OVER (ORDER BY c.KEY) - 1) / 2000) AS SLICE
      FROM "EVALUATION_CASES" c
      WHERE c.EVALUATION = ?) n
    GROUP BY n.SLICE) b) s
ON t.RUN = s.RUN AND t.SLICE = s.SLICE
WHEN NOT MATCHED THEN INSERT (RUN, SLICE, FIRST_KEY, LAST_KEY, CASES, STATUS)
VALUES (s.RUN, s.SLICE, s.FIRST_KEY, s.LAST_KEY, s.CASES, ?);

-- Billable; binds String, String, String, String, String, String, String, String, String, String, Int64, String, String
INSERT INTO "EVALUATION_ANSWERS" (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
SELECT ?, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR,
    q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER,
    q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()
FROM (
  SELECT r.K, r.H, COALESCE(r.R:error::VARCHAR, IFF(r.R:value IS NULL OR IS_NULL_VALUE(r.R:value), 'no_answer', NULL)) AS E, COALESCE(TRY_PARSE_JSON(r.R:value::VARCHAR),
      r.R:value) AS V
  FROM (
    SELECT s.K, s.H, AI_COMPLETE(model => 'llama3.1-8b', prompt => s.P, model_parameters => {'max_tokens': 20}, show_details => TRUE,
        return_error_details => TRUE) AS R
    FROM (
      SELECT p.K, p.P, SHA2(p.P, 256) AS H
      FROM (
        SELECT c.KEY AS K, REPLACE(?, '{prompt}', c.PROMPT) AS P
        FROM "EVALUATION_CASES" c
        WHERE c.EVALUATION = ? AND c.KEY >= ? AND c.KEY <= ?) p
      LEFT JOIN (
        SELECT a.KEY
        FROM "EVALUATION_ANSWERS" a
        WHERE a.RUN = ? AND a.KEY >= ? AND a.KEY <= ?) d
      ON d.KEY = p.K
      WHERE d.KEY IS NULL AND ? IN (
        SELECT RUN
        FROM "EVALUATION_SLICES"
        WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?)) s) r) q;

-- ====================================================================================================
-- Evaluation: a row is turned away, and asked again

-- Write; binds String, Int64, String, Int64, String, String
UPDATE "EVALUATION_SLICES"
SET STATUS = ?, REPEATS = ?
WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?;

-- Write; binds String, Int64, String, String, String, String, String
DELETE FROM "EVALUATION_ANSWERS"
WHERE RUN IN (
  SELECT RUN
  FROM "EVALUATION_SLICES"
  WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?) AND KEY >= ? AND KEY <= ? AND ERROR IS NOT NULL AND KEY IN (
  SELECT f.value[0]::VARCHAR
  FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) f);

-- ====================================================================================================
-- Evaluation: what is kept, read again

-- Read
SELECT r.RUN, r.EVALUATION, r.USE_CASE, r.MODEL, r.BASE_MODEL, r.STATUS, r.CASES, r.FINGERPRINT, r.SETTINGS_SHA2, r.PROMPT_TEMPLATE_SHA2,
    TO_JSON(r.OPTIONS) AS OPTIONS, TO_JSON(r.METRICS) AS METRICS, r.SLICE_SIZE, r.LIBRARY_VERSION, r.HOLDER, r.CREATED_AT, r.FINISHED_AT
FROM "EVALUATION_RUNS" r
WHERE TRUE
ORDER BY r.CREATED_AT, r.MODEL;

-- Read; binds String
SELECT r.RUN, r.EVALUATION, r.USE_CASE, r.MODEL, r.BASE_MODEL, r.STATUS, r.CASES, r.FINGERPRINT, r.SETTINGS_SHA2, r.PROMPT_TEMPLATE_SHA2,
    TO_JSON(r.OPTIONS) AS OPTIONS, TO_JSON(r.METRICS) AS METRICS, r.SLICE_SIZE, r.LIBRARY_VERSION, r.HOLDER, r.CREATED_AT, r.FINISHED_AT
FROM "EVALUATION_RUNS" r
WHERE r.USE_CASE = ?
ORDER BY r.CREATED_AT, r.MODEL;

-- Read; binds String, String, String, String
SELECT c.KEY, c.PROMPT, TO_JSON(c.REFERENCE) AS REFERENCE, TO_JSON(c.TAGS) AS TAGS, b.ANSWER AS BASELINE_ANSWER, b.ERROR AS BASELINE_ERROR,
    s.ANSWER AS SYSTEM_ANSWER, s.ERROR AS SYSTEM_ERROR
FROM "EVALUATION_CASES" c
JOIN "EVALUATION_CASES" d
ON d.EVALUATION = ? AND d.KEY = c.KEY AND d.PROMPT = c.PROMPT AND TO_JSON(d.REFERENCE) = TO_JSON(c.REFERENCE)
JOIN "EVALUATION_ANSWERS" b
ON b.RUN = ? AND b.KEY = c.KEY
JOIN "EVALUATION_ANSWERS" s
ON s.RUN = ? AND s.KEY = c.KEY
WHERE c.EVALUATION = ?
ORDER BY c.KEY;

-- ====================================================================================================
-- Evaluation: two runs, judged in pairs

-- Write
CREATE TABLE IF NOT EXISTS "EVALUATION_VERDICTS" (BASELINE VARCHAR NOT NULL, SYSTEM VARCHAR NOT NULL, JUDGE VARCHAR NOT NULL, KEY VARCHAR NOT NULL,
    OUTCOME VARCHAR NOT NULL, CONSISTENT BOOLEAN NOT NULL, REASONS VARIANT, USAGE VARIANT, CREATED_AT TIMESTAMP_LTZ);

-- Read; binds String, String, String, String, String, String, String, String
SELECT c.KEY, c.PROMPT, TO_JSON(c.REFERENCE) AS REFERENCE, TO_JSON(c.TAGS) AS TAGS, b.ANSWER AS BASELINE_ANSWER, b.ERROR AS BASELINE_ERROR,
    s.ANSWER AS SYSTEM_ANSWER, s.ERROR AS SYSTEM_ERROR
FROM "EVALUATION_CASES" c
JOIN "EVALUATION_CASES" d
ON d.EVALUATION = ? AND d.KEY = c.KEY AND d.PROMPT = c.PROMPT AND TO_JSON(d.REFERENCE) = TO_JSON(c.REFERENCE)
JOIN "EVALUATION_ANSWERS" b
ON b.RUN = ? AND b.KEY = c.KEY
JOIN "EVALUATION_ANSWERS" s
ON s.RUN = ? AND s.KEY = c.KEY
WHERE c.EVALUATION = ? AND c.KEY > ? AND NOT (b.ANSWER IS NULL OR b.ERROR IS NOT NULL OR s.ANSWER IS NULL OR s.ERROR IS NOT NULL) AND c.KEY NOT IN (
  SELECT v.KEY
  FROM "EVALUATION_VERDICTS" v
  WHERE v.BASELINE = ? AND v.SYSTEM = ? AND v.JUDGE = ?)
ORDER BY c.KEY
LIMIT 500;

-- Write; binds String, String, String, String
MERGE INTO "EVALUATION_VERDICTS" v
USING (
  SELECT ? AS BASELINE, ? AS SYSTEM, ? AS JUDGE, f.value[0]::VARCHAR AS KEY, f.value[1]::VARCHAR AS OUTCOME, f.value[2]::BOOLEAN AS CONSISTENT,
      f.value[3] AS REASONS, f.value[4] AS USAGE
  FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) f) s
ON v.BASELINE = s.BASELINE AND v.SYSTEM = s.SYSTEM AND v.JUDGE = s.JUDGE AND v.KEY = s.KEY
WHEN NOT MATCHED THEN INSERT (BASELINE, SYSTEM, JUDGE, KEY, OUTCOME, CONSISTENT, REASONS, USAGE, CREATED_AT)
VALUES (s.BASELINE, s.SYSTEM, s.JUDGE, s.KEY, s.OUTCOME, s.CONSISTENT, s.REASONS, s.USAGE, CURRENT_TIMESTAMP());

-- Read; binds String, String, String
SELECT v.KEY, v.OUTCOME, v.CONSISTENT, TO_JSON(v.REASONS) AS REASONS, TO_JSON(v.USAGE) AS USAGE
FROM "EVALUATION_VERDICTS" v
WHERE v.BASELINE = ? AND v.SYSTEM = ? AND v.JUDGE = ?
ORDER BY v.KEY;

-- Read; binds String, String, String, String
SELECT c.KEY
FROM "EVALUATION_CASES" c
JOIN "EVALUATION_CASES" d
ON d.EVALUATION = ? AND d.KEY = c.KEY AND d.PROMPT = c.PROMPT AND TO_JSON(d.REFERENCE) = TO_JSON(c.REFERENCE)
JOIN "EVALUATION_ANSWERS" b
ON b.RUN = ? AND b.KEY = c.KEY
JOIN "EVALUATION_ANSWERS" s
ON s.RUN = ? AND s.KEY = c.KEY
WHERE c.EVALUATION = ? AND (b.ANSWER IS NULL OR b.ERROR IS NOT NULL OR s.ANSWER IS NULL OR s.ERROR IS NOT NULL)
ORDER BY c.KEY;

-- ====================================================================================================
-- Evaluation: where error details are refused

-- Write; binds String, String, Int64, String, String
UPDATE "EVALUATION_SLICES"
SET STATUS = ?, REQUEST_ID = NULL, QUERY_ID = NULL, SENT_AT = NULL
WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?;

-- Billable; binds String, String, String, String, String, String, String, String, String, Int64, String, String
INSERT INTO "EVALUATION_ANSWERS" (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
SELECT ?, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR,
    q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER,
    q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()
FROM (
  SELECT r.K, r.H, IFF(r.R IS NULL, 'no_answer', NULL) AS E, COALESCE(TRY_PARSE_JSON(r.R), TO_VARIANT(r.R)) AS V
  FROM (
    SELECT s.K, s.H, SNOWFLAKE.CORTEX.TRY_COMPLETE('llama3.1-8b', ARRAY_CONSTRUCT(OBJECT_CONSTRUCT('role', 'user', 'content', s.P)),
        {}) AS R
    FROM (
      SELECT p.K, p.P, SHA2(p.P, 256) AS H
      FROM (
        SELECT c.KEY AS K, c.PROMPT AS P
        FROM "EVALUATION_CASES" c
        WHERE c.EVALUATION = ? AND c.KEY >= ? AND c.KEY <= ?) p
      LEFT JOIN (
        SELECT a.KEY
        FROM "EVALUATION_ANSWERS" a
        WHERE a.RUN = ? AND a.KEY >= ? AND a.KEY <= ?) d
      ON d.KEY = p.K
      WHERE d.KEY IS NULL AND ? IN (
        SELECT RUN
        FROM "EVALUATION_SLICES"
        WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?)) s) r) q;

-- ====================================================================================================
-- Evaluation: scored again, by one more metric and by another of the same name

-- Write; binds String, String, Int64, String, String
UPDATE "EVALUATION_SLICES"
SET SCORED = PARSE_JSON(?)
WHERE RUN = ? AND SLICE = ? AND RUN IN (
  SELECT r.RUN
  FROM "EVALUATION_RUNS" r
  WHERE r.RUN = ? AND r.HOLDER = ?);

-- ====================================================================================================
-- Evaluation: a connection is lost, before and after it was told which statement it was

-- Read; binds String, String
SELECT h.EXECUTION_STATUS
FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER(RESULT_LIMIT => 10000)) h
WHERE h.QUERY_TAG = ? AND CONTAINS(h.QUERY_TEXT, ?);

-- Read; binds String, String, String
SELECT COUNT(*)
FROM "EVALUATION_ANSWERS" a
WHERE a.RUN = ? AND a.KEY >= ? AND a.KEY <= ?;

-- Write; binds String, String, Int64, String, String
UPDATE "EVALUATION_SLICES"
SET QUERY_ID = ?
WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?;

-- ====================================================================================================
-- Evaluation: a connection is lost over an executor that finds no statement again

-- Write; binds String, String, String
MERGE INTO "EVALUATION_SLICES" t
USING (
  SELECT ? AS RUN, b.SLICE, b.FIRST_KEY, b.LAST_KEY, b.CASES
  FROM (
    SELECT n.SLICE, MIN(n.KEY) AS FIRST_KEY, MAX(n.KEY) AS LAST_KEY, COUNT(*) AS CASES
    FROM (
      SELECT c.KEY, FLOOR((ROW_NUMBER() OVER (ORDER BY c.KEY) - 1) / 5) AS SLICE
      FROM "EVALUATION_CASES" c
      WHERE c.EVALUATION = ?) n
    GROUP BY n.SLICE) b) s
ON t.RUN = s.RUN AND t.SLICE = s.SLICE
WHEN NOT MATCHED THEN INSERT (RUN, SLICE, FIRST_KEY, LAST_KEY, CASES, STATUS)
VALUES (s.RUN, s.SLICE, s.FIRST_KEY, s.LAST_KEY, s.CASES, ?);

-- Billable; binds String, String, String, String, String, String, String, String, String, Int64, String, String
INSERT INTO "EVALUATION_ANSWERS" (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
SELECT ?, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR,
    q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER,
    q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()
FROM (
  SELECT r.K, r.H, COALESCE(r.R:error::VARCHAR, IFF(r.R:value IS NULL OR IS_NULL_VALUE(r.R:value), 'no_answer', NULL)) AS E, COALESCE(TRY_PARSE_JSON(r.R:value::VARCHAR),
      r.R:value) AS V
  FROM (
    SELECT s.K, s.H, AI_COMPLETE(model => 'llama3.1-8b', prompt => s.P, show_details => TRUE, return_error_details => TRUE) AS R
    FROM (
      SELECT p.K, p.P, SHA2(p.P, 256) AS H
      FROM (
        SELECT c.KEY AS K, c.PROMPT AS P
        FROM "EVALUATION_CASES" c
        WHERE c.EVALUATION = ? AND c.KEY >= ? AND c.KEY <= ?) p
      LEFT JOIN (
        SELECT a.KEY
        FROM "EVALUATION_ANSWERS" a
        WHERE a.RUN = ? AND a.KEY >= ? AND a.KEY <= ?) d
      ON d.KEY = p.K
      WHERE d.KEY IS NULL AND ? IN (
        SELECT RUN
        FROM "EVALUATION_SLICES"
        WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?)) s) r) q /* request {id} */;

-- ====================================================================================================
-- Evaluation: case by case through a client

-- Write; binds String, Int64, String, String, String, String
MERGE INTO "EVALUATION_ANSWERS" a
USING (
  SELECT o.RUN, f.value[0]::VARCHAR AS KEY, f.value[1]::VARCHAR AS PROMPT_SHA2, f.value[2]::VARCHAR AS ANSWER, f.value[3]::VARCHAR AS ERROR,
      f.value[4]::NUMBER AS PROMPT_TOKENS, f.value[5]::NUMBER AS COMPLETION_TOKENS, f.value[6] AS RAW
  FROM (
    SELECT RUN
    FROM "EVALUATION_SLICES"
    WHERE RUN = ? AND SLICE = ? AND STATUS = ?) o, TABLE(FLATTEN(INPUT => PARSE_JSON(?))) f) s
ON a.RUN = s.RUN AND a.KEY = s.KEY AND a.KEY >= ? AND a.KEY <= ?
WHEN NOT MATCHED THEN INSERT (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
VALUES (s.RUN, s.KEY, s.PROMPT_SHA2, s.ANSWER, s.ERROR, s.RAW, s.PROMPT_TOKENS, s.COMPLETION_TOKENS, CURRENT_TIMESTAMP());

-- Write; binds String, String, Int64, String
UPDATE "EVALUATION_SLICES"
SET STATUS = ?
WHERE RUN = ? AND SLICE = ? AND STATUS = ?;

-- ====================================================================================================
-- Versions: the ledger

-- Write
CREATE TABLE IF NOT EXISTS "ML_MODEL_VERSIONS" (ID VARCHAR NOT NULL, USE_CASE VARCHAR NOT NULL, VERSION NUMBER NOT NULL, MODEL VARCHAR NOT NULL,
    FINAL_MODEL VARCHAR, RESULT_KIND VARCHAR, RESULT VARCHAR, BASE_MODEL VARCHAR NOT NULL, STATUS VARCHAR NOT NULL, SNAPSHOT_HASH VARCHAR,
    SNAPSHOT_TABLES VARCHAR, EPOCHS NUMBER, TRAINING_OPTIONS VARCHAR, BASELINE VARCHAR, BACKEND VARCHAR, JOB_ID VARCHAR, EVALUATION_RUN VARCHAR,
    TRAINED_TOKENS NUMBER, TRAINING_COST NUMBER(38, 12), TRAINING_COST_UNIT VARCHAR, NOTE VARCHAR, REVISION NUMBER NOT NULL, CREATED_AT TIMESTAMP_LTZ,
    UPDATED_AT TIMESTAMP_LTZ);

-- Write
CREATE TABLE IF NOT EXISTS "ML_MODEL_COUNTERS" (USE_CASE VARCHAR NOT NULL, LAST_VERSION NUMBER NOT NULL, HOLDER VARCHAR);

-- Read; binds String
SELECT v.ID, v.USE_CASE, v.VERSION, v.MODEL, v.FINAL_MODEL, v.RESULT_KIND, v.RESULT, v.BASE_MODEL, v.STATUS, v.SNAPSHOT_HASH, v.SNAPSHOT_TABLES,
    v.EPOCHS, v.TRAINING_OPTIONS, v.BASELINE, v.BACKEND, v.JOB_ID, v.EVALUATION_RUN, v.TRAINED_TOKENS, v.TRAINING_COST, v.TRAINING_COST_UNIT,
    v.NOTE, v.REVISION, v.CREATED_AT
FROM "ML_MODEL_VERSIONS" v
WHERE v.ID = ?;

-- Read; binds String
SELECT LAST_VERSION, HOLDER
FROM "ML_MODEL_COUNTERS"
WHERE USE_CASE = ?;

-- Write; binds String
MERGE INTO "ML_MODEL_COUNTERS" c
USING (
  SELECT ? AS USE_CASE) s
ON c.USE_CASE = s.USE_CASE
WHEN NOT MATCHED THEN INSERT (USE_CASE, LAST_VERSION)
VALUES (s.USE_CASE, 0);

-- Write; binds Int64, String, String, Int64
UPDATE "ML_MODEL_COUNTERS"
SET LAST_VERSION = ?, HOLDER = ?
WHERE USE_CASE = ? AND LAST_VERSION = ?;

-- Write; binds String, String, Int64, String, String, String
MERGE INTO "ML_MODEL_VERSIONS" v
USING (
  SELECT ? AS ID) s
ON v.ID = s.ID
WHEN NOT MATCHED THEN INSERT (ID, USE_CASE, VERSION, MODEL, BASE_MODEL, STATUS, REVISION, CREATED_AT, UPDATED_AT)
VALUES (s.ID, ?, ?, ?, ?, ?, 0, CURRENT_TIMESTAMP(), CURRENT_TIMESTAMP());

-- Write; binds String, String, String, String, String, String, Int32, String, String, String, String, String, Int64, Decimal, String, String, Int64, String, Int64
UPDATE "ML_MODEL_VERSIONS"
SET STATUS = ?, FINAL_MODEL = ?, RESULT_KIND = ?, RESULT = ?, SNAPSHOT_HASH = ?, SNAPSHOT_TABLES = ?, EPOCHS = ?, TRAINING_OPTIONS = ?,
    BASELINE = ?, BACKEND = ?, JOB_ID = ?, EVALUATION_RUN = ?, TRAINED_TOKENS = ?, TRAINING_COST = ?, TRAINING_COST_UNIT = ?, NOTE = ?,
    REVISION = ?, UPDATED_AT = CURRENT_TIMESTAMP()
WHERE ID = ? AND REVISION = ?;

-- Write
CREATE TABLE IF NOT EXISTS "ML_MODEL_CLAIMS" (USE_CASE VARCHAR NOT NULL, TRAINING VARCHAR NOT NULL, HOLDER VARCHAR NOT NULL);

-- Write; binds String, String, String
MERGE INTO "ML_MODEL_CLAIMS" c
USING (
  SELECT ? AS USE_CASE, ? AS TRAINING) s
ON c.USE_CASE = s.USE_CASE AND c.TRAINING = s.TRAINING
WHEN NOT MATCHED THEN INSERT (USE_CASE, TRAINING, HOLDER)
VALUES (s.USE_CASE, s.TRAINING, ?);

-- Read; binds String, String
SELECT HOLDER
FROM "ML_MODEL_CLAIMS"
WHERE USE_CASE = ? AND TRAINING = ?;

-- Write; binds String, String, String, String
UPDATE "ML_MODEL_CLAIMS"
SET HOLDER = ?
WHERE USE_CASE = ? AND TRAINING = ? AND HOLDER = ?;

-- Read
SELECT v.ID, v.USE_CASE, v.VERSION, v.MODEL, v.FINAL_MODEL, v.RESULT_KIND, v.RESULT, v.BASE_MODEL, v.STATUS, v.SNAPSHOT_HASH, v.SNAPSHOT_TABLES,
    v.EPOCHS, v.TRAINING_OPTIONS, v.BASELINE, v.BACKEND, v.JOB_ID, v.EVALUATION_RUN, v.TRAINED_TOKENS, v.TRAINING_COST, v.TRAINING_COST_UNIT,
    v.NOTE, v.REVISION, v.CREATED_AT
FROM "ML_MODEL_VERSIONS" v
ORDER BY v.USE_CASE, v.VERSION DESC;

-- Read; binds String
SELECT v.ID, v.USE_CASE, v.VERSION, v.MODEL, v.FINAL_MODEL, v.RESULT_KIND, v.RESULT, v.BASE_MODEL, v.STATUS, v.SNAPSHOT_HASH, v.SNAPSHOT_TABLES,
    v.EPOCHS, v.TRAINING_OPTIONS, v.BASELINE, v.BACKEND, v.JOB_ID, v.EVALUATION_RUN, v.TRAINED_TOKENS, v.TRAINING_COST, v.TRAINING_COST_UNIT,
    v.NOTE, v.REVISION, v.CREATED_AT
FROM "ML_MODEL_VERSIONS" v
WHERE v.USE_CASE = ?
ORDER BY v.VERSION DESC;

-- ====================================================================================================
-- Promotion: promote, roll back, look

-- Write
CREATE TABLE IF NOT EXISTS "ML_CONFIG" (USE_CASE VARCHAR NOT NULL, CURRENT_MODEL VARCHAR, GENERATION NUMBER NOT NULL, PROMOTION_ID VARCHAR,
    CANARY_MODEL VARCHAR, CANARY_PERCENT NUMBER(5, 2), REVISION VARCHAR, CHANGED_BY VARCHAR, CHANGED_AT TIMESTAMP_LTZ);

-- Write
CREATE TABLE IF NOT EXISTS "ML_PROMOTIONS" (PROMOTION_ID VARCHAR NOT NULL, USE_CASE VARCHAR NOT NULL, MODEL VARCHAR NOT NULL, PREDECESSOR_ID VARCHAR,
    GENERATION NUMBER NOT NULL, IS_ROLLBACK BOOLEAN NOT NULL, IS_LOST BOOLEAN NOT NULL, REASON VARCHAR, ACTOR VARCHAR, EVALUATION_RUN VARCHAR,
    CREATED_AT TIMESTAMP_LTZ);

-- Write
CREATE TABLE IF NOT EXISTS "ML_WITHDRAWN_MODELS" (MODEL VARCHAR NOT NULL, REASON VARCHAR NOT NULL, ACTOR VARCHAR, CREATED_AT TIMESTAMP_LTZ);

-- Read; binds String
SELECT c.USE_CASE, c.CURRENT_MODEL, c.GENERATION, c.PROMOTION_ID, c.CANARY_MODEL, c.CANARY_PERCENT, c.REVISION
FROM "ML_CONFIG" c
WHERE c.USE_CASE = ?;

-- Write; binds String
MERGE INTO "ML_CONFIG" c
USING (
  SELECT ? AS USE_CASE) s
ON c.USE_CASE = s.USE_CASE
WHEN NOT MATCHED THEN INSERT (USE_CASE, GENERATION, CHANGED_AT)
VALUES (s.USE_CASE, 0, CURRENT_TIMESTAMP());

-- Read; binds String
SELECT PROMOTION_ID, MODEL, PREDECESSOR_ID, GENERATION, IS_ROLLBACK, IS_LOST, REASON, ACTOR, EVALUATION_RUN, CREATED_AT
FROM "ML_PROMOTIONS"
WHERE USE_CASE = ?
ORDER BY CREATED_AT DESC, PROMOTION_ID;

-- Read
SELECT w.MODEL, w.REASON, w.ACTOR, w.CREATED_AT
FROM "ML_WITHDRAWN_MODELS" w
ORDER BY w.CREATED_AT, w.MODEL;

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'mistral-7b', prompt => ?, model_parameters => {'max_tokens': 16}, show_details => TRUE,
    return_error_details => TRUE))) AS RESPONSE;

-- Write; binds String, String, String, String, Int64, Boolean, String, String, String
MERGE INTO "ML_PROMOTIONS" p
USING (
  SELECT ? AS ID) s
ON p.PROMOTION_ID = s.ID
WHEN NOT MATCHED THEN INSERT (PROMOTION_ID, USE_CASE, MODEL, PREDECESSOR_ID, GENERATION, IS_ROLLBACK, IS_LOST, REASON, ACTOR, EVALUATION_RUN,
    CREATED_AT)
VALUES (s.ID, ?, ?, ?, ?, ?, FALSE, ?, COALESCE(?, CURRENT_USER()), ?, CURRENT_TIMESTAMP());

-- Write; binds String, Int64, String, String, String, String, Int64, String, String
UPDATE "ML_CONFIG"
SET CURRENT_MODEL = ?, GENERATION = ?, PROMOTION_ID = ?, CANARY_MODEL = NULL, CANARY_PERCENT = NULL, REVISION = ?, CHANGED_BY = COALESCE(?,
    CURRENT_USER()), CHANGED_AT = CURRENT_TIMESTAMP()
WHERE USE_CASE = ? AND GENERATION = ? AND EQUAL_NULL(PROMOTION_ID, ?) AND EQUAL_NULL(REVISION, ?);

-- Write
GRANT USAGE ON MODEL "LOCAL"."PUBLIC"."TUNED" TO ROLE "APP_ROLE";

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'LOCAL.PUBLIC.TUNED', prompt => ?, model_parameters => {'max_tokens': 16}, show_details => TRUE,
    return_error_details => TRUE))) AS RESPONSE;

-- Read
SELECT c.USE_CASE, c.CURRENT_MODEL, c.GENERATION, c.PROMOTION_ID, c.CANARY_MODEL, c.CANARY_PERCENT, c.REVISION
FROM "ML_CONFIG" c;

-- ====================================================================================================
-- Promotion: canary

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => ?, model_parameters => {'max_tokens': 16}, show_details => TRUE,
    return_error_details => TRUE))) AS RESPONSE;

-- Write; binds String, Decimal, String, String, Int64, String, String
UPDATE "ML_CONFIG"
SET CANARY_MODEL = ?, CANARY_PERCENT = ?, REVISION = ?, CHANGED_AT = CURRENT_TIMESTAMP()
WHERE USE_CASE = ? AND GENERATION = ? AND EQUAL_NULL(PROMOTION_ID, ?) AND EQUAL_NULL(REVISION, ?);

-- ====================================================================================================
-- Promotion: withdraw, and reinstate

-- Write; binds String, String, String
MERGE INTO "ML_WITHDRAWN_MODELS" w
USING (
  SELECT ? AS MODEL) s
ON w.MODEL = s.MODEL
WHEN NOT MATCHED THEN INSERT (MODEL, REASON, ACTOR, CREATED_AT)
VALUES (s.MODEL, ?, COALESCE(?, CURRENT_USER()), CURRENT_TIMESTAMP());

-- Write; binds String
UPDATE "ML_CONFIG"
SET REVISION = ?;

-- Write; binds String
DELETE FROM "ML_WITHDRAWN_MODELS"
WHERE MODEL = ?;

-- ====================================================================================================
-- Promotion: somebody else is quicker

-- Write; binds String
UPDATE "ML_PROMOTIONS"
SET IS_LOST = TRUE
WHERE PROMOTION_ID = ?;

-- ====================================================================================================
-- Promotion: for users of SQL

-- Write
CREATE VIEW "CURRENT_MODEL" AS
SELECT c.CURRENT_MODEL AS MODEL_NAME, c.GENERATION
FROM "LOCAL"."PUBLIC"."ML_CONFIG" c
WHERE c.USE_CASE = 'support';

-- Write
CREATE FUNCTION ASK(P VARCHAR) RETURNS VARCHAR AS 'AI_COMPLETE((SELECT c.CURRENT_MODEL FROM "LOCAL"."PUBLIC"."ML_CONFIG" c WHERE c.USE_CASE = ''support''), P)::VARCHAR';

-- ====================================================================================================
-- Retirement: plan, and drop

-- Read
SHOW MODELS IN ACCOUNT;

-- Read; binds DateTimeOffset, String
SELECT u."MODEL_NAME" AS MODEL, u."START_TIME" AS START_TIME, u."END_TIME" AS END_TIME, NULL AS FUNCTION_NAME, NULL AS SERVICE, u."REQUEST_ID" AS QUERY_ID,
    NULL AS QUERY_TAG, u."TOKENS" AS TOKENS, TO_JSON(u."TOKENS_GRANULAR") AS TOKENS_BY_KIND, NULL AS METRICS, NULL AS CREDITS, NULL AS CREDITS_BY_KIND,
    NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_REST_API_USAGE_HISTORY" u
WHERE TRUE AND u."START_TIME" >= ? AND SPLIT_PART(REPLACE(UPPER(u."MODEL_NAME"), '"', ''), '.', -1) IN (
  SELECT UPPER(f.value::VARCHAR)
  FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) f)
ORDER BY 2, 1;

-- Read; binds DateTimeOffset
SELECT u."MODEL_NAME" AS MODEL, u."START_TIME" AS START_TIME, u."END_TIME" AS END_TIME, NULL AS FUNCTION_NAME, NULL AS SERVICE, u."REQUEST_ID" AS QUERY_ID,
    NULL AS QUERY_TAG, u."TOKENS" AS TOKENS, TO_JSON(u."TOKENS_GRANULAR") AS TOKENS_BY_KIND, NULL AS METRICS, NULL AS CREDITS, NULL AS CREDITS_BY_KIND,
    NULL AS IS_COMPLETED
FROM "SNOWFLAKE"."ACCOUNT_USAGE"."CORTEX_REST_API_USAGE_HISTORY" u
WHERE TRUE AND u."START_TIME" >= ?
ORDER BY 2, 1;

-- Read
SHOW MODELS IN SCHEMA "LOCAL"."PUBLIC";

-- Write
DROP MODEL "LOCAL"."PUBLIC"."UNUSED";

-- Write
DROP TABLE IF EXISTS "LOCAL"."PUBLIC"."SUPPORT_TRAIN_{hash}";

-- ====================================================================================================
-- Pipeline: what differs from its steps made one by one

-- Billable
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'SUPPORT_V1', 'llama3.1-8b', '/* cortexsharp:{id} */ SELECT PROMPT, COMPLETION FROM "LOCAL"."PUBLIC"."SUPPORT_TRAIN_{hash}"\n',
    'SELECT PROMPT, COMPLETION FROM "LOCAL"."PUBLIC"."SUPPORT_VALID_{hash}"\n', '{"max_epochs": 3}') AS JOB_ID;

-- Read
SELECT *
FROM (
  SELECT *
  FROM "LOCAL"."PUBLIC"."SUPPORT_VALID_{hash}" ) q
LIMIT 0;

-- Read
SELECT COUNT(*) AS N, COUNT(NULLIF(r.KEY, '')) AS KEYED, COUNT(DISTINCT NULLIF(r.KEY, '')) AS KEYS, COUNT(r.PROMPT) AS PROMPTS, MIN(IFF(ARRAY_SIZE(r.REFERENCE) = 0,
    r.KEY, NULL)) AS BARE
FROM (
  SELECT TO_VARCHAR(q."KEY") AS KEY, TO_VARCHAR(q."PROMPT") AS PROMPT, CASE WHEN TO_VARCHAR(q."COMPLETION") IS NULL THEN TO_VARIANT(ARRAY_CONSTRUCT()) WHEN IS_ARRAY(TO_VARIANT(q."COMPLETION")) THEN TO_VARIANT(ARRAY_COMPACT(AS_ARRAY(TO_VARIANT(q."COMPLETION")))) ELSE TO_VARIANT(ARRAY_CONSTRUCT(TO_VARCHAR(q."COMPLETION"))) END AS REFERENCE,
      OBJECT_CONSTRUCT() AS TAGS
  FROM (
    SELECT *
    FROM "LOCAL"."PUBLIC"."SUPPORT_VALID_{hash}" ) q) r;

-- Write; binds String, String, String, String, String, String
MERGE INTO "EVALUATION_CASES" c
USING (
  SELECT ? AS EVALUATION, r.KEY, r.PROMPT, r.REFERENCE, r.TAGS
  FROM (
    SELECT TO_VARCHAR(q."KEY") AS KEY, TO_VARCHAR(q."PROMPT") AS PROMPT, CASE WHEN TO_VARCHAR(q."COMPLETION") IS NULL THEN TO_VARIANT(ARRAY_CONSTRUCT()) WHEN IS_ARRAY(TO_VARIANT(q."COMPLETION")) THEN TO_VARIANT(ARRAY_COMPACT(AS_ARRAY(TO_VARIANT(q."COMPLETION")))) ELSE TO_VARIANT(ARRAY_CONSTRUCT(TO_VARCHAR(q."COMPLETION"))) END AS REFERENCE,
        OBJECT_CONSTRUCT() AS TAGS
    FROM (
      SELECT *
      FROM "LOCAL"."PUBLIC"."SUPPORT_VALID_{hash}" ) q) r
  WHERE ? IN (
    SELECT r.EVALUATION
    FROM "EVALUATION_RUNS" r
    WHERE r.EVALUATION = ? AND r.HOLDER = ?) AND ? NOT IN (
    SELECT s.EVALUATION
    FROM "EVALUATION_RUNS" s
    WHERE s.EVALUATION = ? AND s.FINGERPRINT IS NOT NULL)) s
ON c.EVALUATION = s.EVALUATION AND c.KEY = s.KEY
WHEN NOT MATCHED THEN INSERT (EVALUATION, KEY, PROMPT, REFERENCE, TAGS)
VALUES (s.EVALUATION, s.KEY, s.PROMPT, s.REFERENCE, s.TAGS);

-- Billable; binds String, String, String, String, String, String, String, String, String, Int64, String, String
INSERT INTO "EVALUATION_ANSWERS" (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
SELECT ?, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR,
    q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER,
    q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()
FROM (
  SELECT r.K, r.H, COALESCE(r.R:error::VARCHAR, IFF(r.R:value IS NULL OR IS_NULL_VALUE(r.R:value), 'no_answer', NULL)) AS E, COALESCE(TRY_PARSE_JSON(r.R:value::VARCHAR),
      r.R:value) AS V
  FROM (
    SELECT s.K, s.H, AI_COMPLETE(model => 'LOCAL.PUBLIC.SUPPORT_V1', prompt => s.P, show_details => TRUE, return_error_details => TRUE) AS R
    FROM (
      SELECT p.K, p.P, SHA2(p.P, 256) AS H
      FROM (
        SELECT c.KEY AS K, c.PROMPT AS P
        FROM "EVALUATION_CASES" c
        WHERE c.EVALUATION = ? AND c.KEY >= ? AND c.KEY <= ?) p
      LEFT JOIN (
        SELECT a.KEY
        FROM "EVALUATION_ANSWERS" a
        WHERE a.RUN = ? AND a.KEY >= ? AND a.KEY <= ?) d
      ON d.KEY = p.K
      WHERE d.KEY IS NULL AND ? IN (
        SELECT RUN
        FROM "EVALUATION_SLICES"
        WHERE RUN = ? AND SLICE = ? AND STATUS = ? AND REQUEST_ID = ?)) s) r) q;

-- Billable; binds String
SELECT TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'LOCAL.PUBLIC.SUPPORT_V1', prompt => ?, model_parameters => {'max_tokens': 16}, show_details => TRUE,
    return_error_details => TRUE))) AS RESPONSE;

-- ====================================================================================================
-- Sessions of Snowflake's driver

-- Write
SHOW PARAMETERS LIKE 'DOTNET_QUERY_RESULT_FORMAT' IN SESSION;

-- Write
ALTER SESSION SET DOTNET_QUERY_RESULT_FORMAT = 'JSON';
