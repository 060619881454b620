-- Statements as Snowflake's pages and practice print them, each with its verdict: "runs", perhaps with a query and what it then gives,
-- or "refused" with the construct that the error names. They run in order on one database.

-- runs
CREATE TABLE db.sch.examples AS SELECT column1 AS example_id, column2 AS prompt, column3 AS completion, column4 AS approved
FROM VALUES ('e1', 'where is my parcel', 'shipping', TRUE), ('e2', 'charged twice', 'billing', TRUE), ('e3', 'x', '', FALSE)

-- runs: SELECT COUNT(*) FROM db.sch.train_v7 => 2
CREATE TABLE db.sch.train_v7 AS SELECT prompt, completion, example_id FROM db.sch.examples WHERE approved

-- runs: SELECT COUNT(*) FROM db.sch.train_src => 2
CREATE TABLE db.sch.train_src CLONE db.sch.train_v7

-- refused: Time Travel
CREATE TABLE db.sch.train_v8 CLONE db.sch.train_src AT (TIMESTAMP => '2026-11-01 00:00:00'::TIMESTAMP_TZ)

-- refused: Time Travel
CREATE TABLE db.sch.train_v8 CLONE db.sch.train_src BEFORE (STATEMENT => '01b2')

-- refused: Time Travel
SELECT * FROM db.sch.train_v7 AT (OFFSET => -60*5)

-- runs: SELECT COUNT(*) FROM db.sch.train_src => 1
INSERT OVERWRITE INTO db.sch.train_src SELECT * FROM db.sch.train_v7 WHERE example_id = 'e1'

-- gives: 2
SELECT COUNT(*) AS n, SHA2(LISTAGG(d, '') WITHIN GROUP (ORDER BY d), 256) AS fp
FROM (SELECT SHA2(TO_JSON(ARRAY_CONSTRUCT_COMPACT(prompt, completion)), 256) AS d FROM db.sch.train_v7)

-- gives: true
SELECT BOOLAND_AGG(bucket BETWEEN 0 AND 9999)
FROM (SELECT *, MOD(TO_NUMBER(SUBSTR(SHA2('seed42|' || example_id, 256), 1, 8), 'XXXXXXXX'), 10000) AS bucket FROM db.sch.examples)

-- gives: 3
SELECT COUNT_IF(MOD(ABS(HASH('seed42', example_id)), 100) < 100) FROM db.sch.examples

-- runs
CREATE TABLE db.sch.train_raw (prompt STRING, completion STRING, example_id STRING, updated_at TIMESTAMP_NTZ)

-- runs: SELECT COUNT(*) FROM db.sch.train_raw => 3
INSERT INTO db.sch.train_raw VALUES ('Hello  there', 'hi', 'a', '2026-01-01'), (' hello there', 'hey', 'b', '2026-01-02'), ('bye', 'bye', 'c', '2026-01-01')

-- runs: SELECT LISTAGG(example_id, ',') WITHIN GROUP (ORDER BY example_id) FROM db.sch.train_clean => b,c
CREATE OR REPLACE TABLE db.sch.train_clean AS
SELECT prompt, completion, example_id FROM db.sch.train_raw
WHERE TRIM(prompt) <> '' AND TRIM(completion) <> ''
QUALIFY ROW_NUMBER() OVER (PARTITION BY SHA2(LOWER(REGEXP_REPLACE(TRIM(prompt), '\\s+', ' ')), 256) ORDER BY updated_at DESC, example_id) = 1

-- gives: bye
SELECT completion AS label, COUNT(*) n, ROUND(100 * RATIO_TO_REPORT(COUNT(*)) OVER (), 2) pct FROM db.sch.train_clean GROUP BY 1 ORDER BY n DESC, 1

-- gives: 0
SELECT COUNT(*) FROM db.sch.train_clean t JOIN db.sch.train_v7 v ON SHA2(t.prompt,256) = SHA2(v.prompt,256)

-- gives: 0
SELECT COUNT_IF(AI_COUNT_TOKENS('ai_complete','llama3.1-8b', prompt) > 20000) AS prompt_over,
       COUNT_IF(AI_COUNT_TOKENS('ai_complete','llama3.1-8b', completion) > 4000) AS completion_over,
       SUM(AI_COUNT_TOKENS('ai_complete','llama3.1-8b', prompt || completion)) AS tokens
FROM db.sch.train_clean

-- refused: MODIFY
ALTER TABLE db.sch.train_clean MODIFY COLUMN prompt SET MASKING POLICY p

-- refused: CREATE MASKING
CREATE MASKING POLICY p AS (v STRING) RETURNS STRING -> '***'

-- refused: CALL
CALL SYSTEM$CLASSIFY('db.sch.train_clean', NULL)

-- refused: ALTER SESSION
ALTER SESSION SET AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR = FALSE

-- refused: CREATE STAGE
CREATE STAGE IF NOT EXISTS db.sch.ft_stage ENCRYPTION = (TYPE = 'SNOWFLAKE_SSE')

-- refused: PUT
PUT 'file:///data/train.jsonl' @db.sch.ft_stage/v7/ AUTO_COMPRESS = TRUE OVERWRITE = FALSE

-- refused: COPY
COPY INTO db.sch.train_raw (prompt, completion) FROM @db.sch.ft_stage

-- gives: Canceled: not here
SELECT CONCAT('Canceled: ', REPLACE('not there', 'there', 'here'))

-- runs
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.MY_TUNED_V7', 'llama3.1-8b',
  'SELECT prompt, completion FROM DB.SCH.TRAIN_V7', 'SELECT prompt, completion FROM DB.SCH.TRAIN_SRC', '{"max_epochs": 3}')

-- runs
SELECT SNOWFLAKE.CORTEX.FINETUNE('SHOW')

-- runs
SHOW MODELS IN ACCOUNT

-- refused: DROP MODEL IF EXISTS
DROP MODEL IF EXISTS db.sch.my_tuned_v7

-- runs: SELECT COUNT(*) FROM db.sch.model_pointer => 0
CREATE TABLE IF NOT EXISTS db.sch.model_pointer (
  alias STRING NOT NULL, model_name STRING NOT NULL, generation NUMBER NOT NULL, previous_model STRING,
  changed_by STRING, changed_at TIMESTAMP_LTZ, reason STRING, PRIMARY KEY (alias))

-- runs
INSERT INTO db.sch.model_pointer (alias, model_name, generation) VALUES ('live', 'DB.SCH.TUNED_V6', 1)

-- runs: SELECT model_name || generation || previous_model FROM db.sch.model_pointer => DB.SCH.TUNED_V72DB.SCH.TUNED_V6
UPDATE db.sch.model_pointer
   SET previous_model = model_name, model_name = 'DB.SCH.TUNED_V7', generation = generation + 1, changed_by = CURRENT_USER(), changed_at = CURRENT_TIMESTAMP(), reason = 'r'
 WHERE alias = 'live' AND generation = 1

-- runs: SELECT model_name || generation FROM db.sch.current_model => DB.SCH.TUNED_V712
CREATE OR REPLACE VIEW db.sch.current_model COPY GRANTS AS SELECT 'DB.SCH.TUNED_V7' AS model_name, 12 AS generation

-- runs: SELECT LENGTH(db.sch.ask('Say yes.')) > 0 => true
CREATE OR REPLACE FUNCTION db.sch.ask(p STRING) RETURNS STRING COPY GRANTS AS $$ AI_COMPLETE('llama3.1-8b', p) $$

-- refused: BEGIN
BEGIN TRANSACTION

-- refused: COMMIT
COMMIT

-- refused: ROLLBACK
ROLLBACK

-- refused: USE
USE SECONDARY ROLES NONE

-- runs
WITH u AS (SELECT model_name, credits, metrics FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AI_FUNCTIONS_USAGE_HISTORY
           WHERE start_time >= DATEADD('day', -30, CURRENT_TIMESTAMP())),
     c AS (SELECT model_name, SUM(credits) cr FROM u GROUP BY 1),
     t AS (SELECT u.model_name, SUM(m.value:value::NUMBER) n FROM u, LATERAL FLATTEN(input => u.metrics) m
           WHERE m.value:key:unit::STRING = 'tokens' GROUP BY 1)
SELECT c.model_name, c.cr / NULLIF(t.n, 0) * 1e6 AS credits_per_million_tokens FROM c JOIN t USING (model_name)

-- runs
SELECT model_name, SUM(token_credits)/NULLIF(SUM(tokens),0)*1e6 FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_FINE_TUNING_USAGE_HISTORY GROUP BY 1

-- refused: CREATE TEMPORARY TABLE
CREATE OR REPLACE TEMP TABLE ft_models AS SELECT 1 AS a

-- runs
CREATE TABLE IF NOT EXISTS db.sch.eval_case (case_id STRING, suite STRING, prompt STRING, reference STRING, tags VARIANT)

-- runs
CREATE TABLE IF NOT EXISTS db.sch.eval_result (run_id STRING, case_id STRING, model STRING, answer STRING, error STRING, raw VARIANT,
  prompt_tokens NUMBER, completion_tokens NUMBER, is_correct BOOLEAN, score FLOAT, created_at TIMESTAMP_LTZ DEFAULT CURRENT_TIMESTAMP())

-- runs
INSERT INTO db.sch.eval_case (case_id, suite, prompt, reference) VALUES ('c1', 'smoke', 'Say yes.', 'yes')

-- runs: SELECT COUNT(*) FROM db.sch.eval_result WHERE answer <> '' AND error IS NULL AND prompt_tokens > 0 AND created_at IS NOT NULL => 1
INSERT INTO db.sch.eval_result (run_id, case_id, model, answer, error, raw, prompt_tokens, completion_tokens)
SELECT 'r42', q.case_id, 'DB.SCH.TUNED_V7',
       TRIM(q.j:choices[0]:messages::STRING), q.e, q.j, q.j:usage:prompt_tokens::NUMBER, q.j:usage:completion_tokens::NUMBER
FROM ( SELECT c.case_id, r:error::STRING AS e, TRY_PARSE_JSON(r:value::STRING) AS j
       FROM ( SELECT case_id, AI_COMPLETE(model => 'llama3.1-8b', prompt => prompt,
                       model_parameters => {'temperature': 0, 'max_tokens': 512}, show_details => TRUE, return_error_details => TRUE) AS r
              FROM db.sch.eval_case WHERE suite = 'smoke' ) c ) q

-- runs: SELECT COUNT(*) FROM db.sch.eval_result WHERE score IS NOT NULL AND is_correct = (score >= 4) => 1
UPDATE db.sch.eval_result t SET score = s.v, is_correct = s.v >= 4
FROM ( SELECT r.case_id, AI_COMPLETE(model => 'llama3.3-70b',
         prompt => CONCAT('Grade 1-5 how well ANSWER matches REFERENCE.\n<reference>', c.reference, '</reference>\n<answer>', r.answer, '</answer>'),
         model_parameters => {'temperature': 0, 'max_tokens': 200},
         response_format => TYPE OBJECT(score NUMBER, reason STRING)):score::FLOAT AS v
       FROM db.sch.eval_result r JOIN db.sch.eval_case c USING (case_id) WHERE r.run_id = 'r42' AND r.answer IS NOT NULL ) s
WHERE t.run_id = 'r42' AND t.case_id = s.case_id

-- runs
WITH c AS (SELECT SUM(credits) cr FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AI_FUNCTIONS_USAGE_HISTORY WHERE query_tag = '{"app":"sdk","run":"r42"}'),
     e AS (SELECT COUNT(*) n, COUNT_IF(is_correct) ok FROM db.sch.eval_result WHERE run_id = 'r42')
SELECT cr/NULLIF(n,0) AS credits_per_answer, cr/NULLIF(ok,0) AS credits_per_correct FROM c, e

-- refused: LANGUAGE JAVASCRIPT
CREATE FUNCTION db.sch.f(a FLOAT) RETURNS FLOAT LANGUAGE JAVASCRIPT AS $$ return A; $$

-- refused: LANGUAGE PYTHON
CREATE FUNCTION db.sch.f(a FLOAT) RETURNS FLOAT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS $$ def f(a): return a $$

-- gives: true
SELECT LOWER(TRIM(' Yes')) = LOWER(TRIM('yes '))

-- runs
SELECT AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', 'some text')

-- runs
SELECT SNOWFLAKE.CORTEX.COUNT_TOKENS('llama3.1-8b', 'some text')

-- runs
SELECT SNOWFLAKE.CORTEX.TRY_COMPLETE('llama3.1-8b', 'Say yes.')

-- runs
SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', [{'role': 'user', 'content': 'Say yes.'}], {})

-- refused: ->>
SHOW MODELS IN ACCOUNT ->> SELECT "database_name","schema_name","name","created_on","owner" FROM $1 WHERE "model_type" = 'CORTEX_FINETUNED'

-- refused: RESULT_SCAN
SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))

-- runs
SHOW CORTEX BASE MODELS IN SCHEMA SNOWFLAKE.MODELS

-- runs
SHOW PARAMETERS LIKE 'AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR' IN SESSION

-- runs
INSERT INTO db.sch.eval_case (tags, case_id) SELECT PARSE_JSON(column1), column2 FROM VALUES ('{"a": 1}', 'c2'), ('[]', 'c3')

-- gives: 1
SELECT tags:a::NUMBER FROM db.sch.eval_case WHERE case_id = 'c2'

-- runs: SELECT COUNT(*) FROM db.sch.model_pointer => 2
MERGE INTO db.sch.model_pointer t USING (SELECT 'next' AS alias, 'DB.SCH.TUNED_V8' AS model_name) s ON t.alias = s.alias
WHEN NOT MATCHED THEN INSERT (alias, model_name, generation) VALUES (s.alias, s.model_name, 1)

-- runs
DROP VIEW db.sch.current_model

-- runs
GRANT IMPORTED PRIVILEGES ON DATABASE SNOWFLAKE TO ROLE PUBLIC
