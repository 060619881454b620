-- Cost and usage. What a verdict is made of, PrintedStatement says.

-- gives: status
--   Statement executed successfully.
GRANT IMPORTED PRIVILEGES ON DATABASE SNOWFLAKE TO ROLE PUBLIC

-- leaves: SELECT COUNT(*) FROM db.sch.train_v7
--   12
CREATE TABLE db.sch.train_v7 AS
SELECT 'my parcel ' || column1 || ' is late' AS prompt, 'delivery' AS completion FROM VALUES (1), (2), (3), (4), (5), (6)
UNION ALL SELECT 'money back for order ' || column1, 'refund' FROM VALUES (1), (2), (3), (4), (5), (6)

-- job: SUCCESS
-- gives: JOB_ID
--   ~ft_.*
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.TUNED_V7', 'llama3.1-8b', 'SELECT prompt, completion FROM DB.SCH.TRAIN_V7') AS job_id

-- gives: A | B
--   Say yes. | delivery
SELECT AI_COMPLETE('llama3.1-8b', 'Say yes.') AS a, AI_COMPLETE('DB.SCH.TUNED_V7', 'where is my parcel') AS b

-- Effective rates: one credit a million tokens in, two a million out, so between them as a whole

-- gives: MODEL_NAME | CREDITS_PER_MILLION_TOKENS
--   DB.SCH.TUNED_V7 | ~1\.[0-9]+
--   llama3.1-8b | ~1\.[0-9]+
WITH u AS (SELECT model_name, credits, metrics FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AI_FUNCTIONS_USAGE_HISTORY
           WHERE start_time >= DATEADD('day', -30, CURRENT_TIMESTAMP())),
     c AS (SELECT model_name, SUM(credits) cr FROM u GROUP BY 1),
     t AS (SELECT u.model_name, SUM(m.value:value::NUMBER) n FROM u, LATERAL FLATTEN(input => u.metrics) m
           WHERE m.value:key:unit::STRING = 'tokens' GROUP BY 1)
SELECT c.model_name, c.cr / NULLIF(t.n, 0) * 1e6 AS credits_per_million_tokens FROM c JOIN t USING (model_name)

-- gives: MODEL_NAME | RATE
--   llama3.1-8b | 30
SELECT model_name, SUM(token_credits)/NULLIF(SUM(tokens),0)*1e6 AS rate FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_FINE_TUNING_USAGE_HISTORY GROUP BY 1

-- gives: MODEL_NAME | FUNCTION_NAME | T | C
--   DB.SCH.TUNED_V7 | AI_COMPLETE | true | true
--   llama3.1-8b | AI_COMPLETE | true | true
SELECT model_name, function_name, tokens > 0 AS t, token_credits > 0 AS c FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AISQL_USAGE_HISTORY ORDER BY 1

-- gives: MODEL_NAME | FUNCTION_NAME | T | C
--   DB.SCH.TUNED_V7 | AI_COMPLETE | true | true
--   llama3.1-8b | AI_COMPLETE | true | true
SELECT model_name, function_name, tokens > 0 AS t, token_credits > 0 AS c FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_FUNCTIONS_USAGE_HISTORY ORDER BY 1

-- gives: MODEL_NAME | FUNCTION_NAME
SELECT model_name, function_name FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_FUNCTIONS_QUERY_USAGE_HISTORY ORDER BY 1

-- gives: N
--   0
SELECT COUNT(*) AS n FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_REST_API_USAGE_HISTORY

-- gives: SERVICE_TYPE | USAGE_DATE | CREDITS_BILLED
--   AI_SERVICES | ~11/22/2026 .* | ~0\.0000[0-9]*
SELECT service_type, usage_date, credits_billed FROM SNOWFLAKE.ACCOUNT_USAGE.METERING_DAILY_HISTORY WHERE SERVICE_TYPE = 'AI_SERVICES'

-- Cost of an answer

-- refused: ALTER SESSION
ALTER SESSION SET QUERY_TAG = '{"app":"sdk","run":"r42"}'

-- leaves: SELECT COUNT(*) FROM db.sch.eval_result
--   2
CREATE TABLE db.sch.eval_result AS SELECT 'r42' AS run_id, column1 AS is_correct FROM VALUES (TRUE), (FALSE)

-- gives: CREDITS_PER_ANSWER | CREDITS_PER_CORRECT
--   NULL | NULL
WITH c AS (SELECT SUM(credits) cr FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AI_FUNCTIONS_USAGE_HISTORY WHERE query_tag = '{"app":"sdk","run":"r42"}'),
     e AS (SELECT COUNT(*) n, COUNT_IF(is_correct) ok FROM db.sch.eval_result WHERE run_id = 'r42')
SELECT cr/NULLIF(n,0) AS credits_per_answer, cr/NULLIF(ok,0) AS credits_per_correct FROM c, e

-- gives: TWICE
--   true
WITH c AS (SELECT SUM(credits) cr FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AI_FUNCTIONS_USAGE_HISTORY WHERE model_name = 'llama3.1-8b'),
     e AS (SELECT COUNT(*) n, COUNT_IF(is_correct) ok FROM db.sch.eval_result WHERE run_id = 'r42')
SELECT cr/NULLIF(n,0) * 2 = cr/NULLIF(ok,0) AS twice FROM c, e

-- Models that nobody called

-- refused: ->>
SHOW MODELS IN ACCOUNT ->> CREATE OR REPLACE TEMP TABLE ft_models AS SELECT "database_name" db, "schema_name" sch, "name" nm, "created_on" created FROM $1 WHERE "model_type" = 'CORTEX_FINETUNED'

-- refused: CREATE TEMPORARY TABLE
CREATE OR REPLACE TEMP TABLE ft_models AS SELECT 1 AS a

-- leaves: SELECT COUNT(*) FROM ft_models
--   3
CREATE OR REPLACE TABLE ft_models AS SELECT column1 AS db, column2 AS sch, column3 AS nm, DATEADD('day', column4, CURRENT_TIMESTAMP()) AS created
FROM VALUES ('DB', 'SCH', 'TUNED_V7', -40), ('DB', 'SCH', 'TUNED_V6', -40), ('DB', 'SCH', 'TUNED_V8', -1)

-- gives: DB | SCH | NM | CREATED
--   DB | SCH | TUNED_V6 | ~10/13/2026 .*
SELECT m.* FROM ft_models m
WHERE m.created < DATEADD('day', -30, CURRENT_TIMESTAMP())
  AND NOT EXISTS (SELECT 1 FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AI_FUNCTIONS_USAGE_HISTORY u
                  WHERE u.start_time >= DATEADD('day', -30, CURRENT_TIMESTAMP())
                    AND SPLIT_PART(REPLACE(UPPER(u.model_name), '"', ''), '.', -1) = UPPER(m.nm))
