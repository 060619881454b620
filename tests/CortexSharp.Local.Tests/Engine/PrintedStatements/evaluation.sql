-- Evaluation in SQL. What a verdict is made of, PrintedStatement says.

-- leaves: SELECT COUNT(*) FROM db.sch.train_v7
--   12
CREATE TABLE db.sch.train_v7 AS
SELECT 'my parcel ' || column1 || ' is late' AS prompt, 'delivery' AS completion FROM VALUES (1), (2), (3), (4), (5), (6)
UNION ALL SELECT 'money back for order ' || column1, 'refund' FROM VALUES (1), (2), (3), (4), (5), (6)

-- job: SUCCESS
-- gives: JOB_ID
--   ~ft_.*
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.TUNED_V7', 'llama3.1-8b', 'SELECT prompt, completion FROM DB.SCH.TRAIN_V7') AS job_id

-- Sessions and parameters

-- gives: key | value | default | level | description | type
--   AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR | ~true|false | ~.* | ~.* | ~.* | BOOLEAN
SHOW PARAMETERS LIKE 'AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR' IN SESSION

-- refused: ALTER SESSION
ALTER SESSION SET USE_CACHED_RESULT = FALSE

-- refused: RESULT_SCAN
SELECT * FROM TABLE(RESULT_SCAN('01b2'))

-- Errors of rows

-- gives: A
--   NULL
SELECT AI_COMPLETE('no-such-model', 'Say yes.') AS a

-- gives: VALUE | ERROR
--   NULL | unknown model "no-such-model"
SELECT r:value::STRING AS value, r:error::STRING AS error FROM (SELECT AI_COMPLETE(model => 'no-such-model', prompt => 'Say yes.', return_error_details => TRUE) AS r)

-- gives: A | B
--   "Say yes." | NULL
SELECT AI_NULL_IF_ERROR(AI_COMPLETE(model => 'llama3.1-8b', prompt => 'Say yes.', return_error_details => TRUE)) AS a,
       AI_NULL_IF_ERROR(AI_COMPLETE(model => 'no-such-model', prompt => 'Say yes.', return_error_details => TRUE)) AS b

-- fails: 100351 unknown model "no-such-model"
SELECT AI_THROW_IF_ERROR(AI_COMPLETE(model => 'no-such-model', prompt => 'Say yes.', return_error_details => TRUE))

-- fails: 100351 unknown model "no-such-model"
SELECT SNOWFLAKE.CORTEX.COMPLETE('no-such-model', 'Say yes.')

-- gives: A | B
--   Say yes. | NULL
SELECT SNOWFLAKE.CORTEX.TRY_COMPLETE('llama3.1-8b', 'Say yes.') AS a, SNOWFLAKE.CORTEX.TRY_COMPLETE('no-such-model', 'Say yes.') AS b

-- A suite in one statement

-- gives: status
--   Table EVAL_CASE successfully created.
CREATE TABLE IF NOT EXISTS db.sch.eval_case (case_id STRING, suite STRING, prompt STRING, reference STRING, tags VARIANT)

-- gives: status
--   Table EVAL_RESULT successfully created.
CREATE TABLE IF NOT EXISTS db.sch.eval_result (run_id STRING, case_id STRING, model STRING, answer STRING, error STRING, raw VARIANT,
  prompt_tokens NUMBER, completion_tokens NUMBER, is_correct BOOLEAN, score FLOAT, created_at TIMESTAMP_LTZ DEFAULT CURRENT_TIMESTAMP())

-- gives: number of rows inserted
--   3
INSERT INTO db.sch.eval_case (case_id, suite, prompt, reference) VALUES ('c1', 'smoke', 'where is my parcel', 'delivery'), ('c2', 'smoke', 'money back please', 'refund'), ('c3', 'other', 'x', 'y')

-- gives: number of rows inserted
--   2
-- leaves: SELECT run_id, case_id, model, answer, error, prompt_tokens > 0, completion_tokens > 0, raw:model::STRING, is_correct, created_at IS NOT NULL FROM db.sch.eval_result ORDER BY 2
--   r42 | c1 | DB.SCH.TUNED_V7 | delivery | NULL | true | true | DB.SCH.TUNED_V7 | NULL | true
--   r42 | c2 | DB.SCH.TUNED_V7 | refund | NULL | true | true | DB.SCH.TUNED_V7 | NULL | true
INSERT INTO db.sch.eval_result (run_id, case_id, model, answer, error, raw, prompt_tokens, completion_tokens)
SELECT 'r42', q.case_id, 'DB.SCH.TUNED_V7',
       TRIM(q.j:choices[0]:messages::STRING), q.e, q.j, q.j:usage:prompt_tokens::NUMBER, q.j:usage:completion_tokens::NUMBER
FROM ( SELECT c.case_id, r:error::STRING AS e, TRY_PARSE_JSON(r:value::STRING) AS j
       FROM ( SELECT case_id, AI_COMPLETE(model => 'DB.SCH.TUNED_V7', prompt => prompt,
                       model_parameters => {'temperature': 0, 'max_tokens': 512}, show_details => TRUE, return_error_details => TRUE) AS r
              FROM db.sch.eval_case WHERE suite = 'smoke' ) c ) q

-- gives: PLAIN | DEEP | MISSING | JSON_NULL | STRIPPED
--   1 | x | NULL | true | NULL
SELECT v:a::NUMBER AS plain, v:b.c[0]::STRING AS deep, v:A::NUMBER AS missing, IS_NULL_VALUE(v:n) AS json_null, STRIP_NULL_VALUE(v:n) AS stripped
FROM (SELECT PARSE_JSON('{"a": 1, "b": {"c": ["x"]}, "n": null}') AS v)

-- gives: number of rows inserted
--   2
-- leaves: SELECT case_id, TO_JSON(tags) FROM db.sch.eval_case WHERE tags IS NOT NULL ORDER BY 1
--   t1 | {"a":1}
--   t2 | []
INSERT INTO db.sch.eval_case (tags, case_id) SELECT PARSE_JSON(column1), column2 FROM VALUES ('{"a": 1}', 't1'), ('[]', 't2')

-- A model that judges

-- gives: number of rows updated | number of multi-joined rows updated
--   2 | 0
-- leaves: SELECT COUNT(*) FROM db.sch.eval_result WHERE score IS NOT NULL AND is_correct = (score >= 4)
--   2
UPDATE db.sch.eval_result t SET score = s.v, is_correct = s.v >= 4
FROM ( SELECT r.case_id, AI_COMPLETE(model => 'llama3.3-70b',
         prompt => CONCAT('Grade 1-5 how well ANSWER matches REFERENCE.\n<reference>', c.reference, '</reference>\n<answer>', r.answer, '</answer>'),
         model_parameters => {'temperature': 0, 'max_tokens': 200},
         response_format => TYPE OBJECT(score NUMBER, reason STRING)):score::FLOAT AS v
       FROM db.sch.eval_result r JOIN db.sch.eval_case c USING (case_id) WHERE r.run_id = 'r42' AND r.answer IS NOT NULL ) s
WHERE t.run_id = 'r42' AND t.case_id = s.case_id

-- Scorers

-- refused: LANGUAGE JAVASCRIPT
CREATE OR REPLACE FUNCTION db.sch.f(a FLOAT) RETURNS FLOAT LANGUAGE JAVASCRIPT STRICT IMMUTABLE AS $$ return A; $$

-- refused: LANGUAGE PYTHON
CREATE FUNCTION db.sch.f(a FLOAT) RETURNS FLOAT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS $$ def f(a): return a $$

-- refused: RETURNS TABLE
CREATE FUNCTION db.sch.f(a FLOAT) RETURNS TABLE(b FLOAT) AS $$ SELECT 1.0::FLOAT $$

-- gives: status
--   Function EXACT successfully created.
-- leaves: SELECT db.sch.exact(' Yes', 'yes '), db.sch.exact('Yes'), db.sch.exact('no', 'yes')
--   true | true | false
CREATE OR REPLACE FUNCTION db.sch.exact(answer STRING, reference STRING DEFAULT 'yes') RETURNS BOOLEAN AS $$ LOWER(TRIM(answer)) = LOWER(TRIM(reference)) $$

-- gives: SAME | EDITS | SIMILARITY | LENGTH
--   true | 1 | 100 | 1
SELECT LOWER(TRIM(' Yes')) = LOWER(TRIM('yes ')) AS same, EDITDISTANCE('delivery', 'deliver') AS edits, JAROWINKLER_SIMILARITY('same', 'same') AS similarity, LENGTH('😀') AS length

-- gives: S
--   true
SELECT AI_SIMILARITY('the parcel is late', 'the parcel is late') > AI_SIMILARITY('the parcel is late', 'money back') AS s
