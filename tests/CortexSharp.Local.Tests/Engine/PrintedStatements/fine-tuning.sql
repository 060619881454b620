-- FINETUNE: its forms, its answers, the model that results. What a verdict is made of, PrintedStatement says.

-- leaves: SELECT COUNT(*) FROM db.sch.train_v7
--   12
CREATE TABLE db.sch.train_v7 AS
SELECT 'my parcel ' || column1 || ' is late' AS prompt, 'delivery' AS completion, 'en' AS lang FROM VALUES (1), (2), (3), (4), (5), (6)
UNION ALL SELECT 'money back for order ' || column1, 'refund', 'en' FROM VALUES (1), (2), (3), (4), (5), (6)

-- leaves: SELECT COUNT(*) FROM db.sch.valid_v7
--   12
CREATE TABLE db.sch.valid_v7 CLONE db.sch.train_v7

-- Creating

-- job: SUCCESS
-- gives: JOB_ID
--   ~ft_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.MY_TUNED_V7', 'llama3.1-8b',
  'SELECT prompt, completion FROM DB.SCH.TRAIN_V7', 'SELECT prompt, completion FROM DB.SCH.VALID_V7', '{"max_epochs": 3}') AS job_id

-- gives: STATUS | PROGRESS | BASE_MODEL | MODEL | TRAINING_DATA | VALIDATION_DATA | EPOCHS | WHOLE_EPOCHS | TIMES | LOSSES
--   SUCCESS | 1.0 | llama3.1-8b | DB.SCH.MY_TUNED_V7 | SELECT prompt, completion FROM DB.SCH.TRAIN_V7 | SELECT prompt, completion FROM DB.SCH.VALID_V7 | 3 | 0 | true | true
SELECT j:status::STRING AS status, j:progress AS progress, j:base_model::STRING AS base_model, j:model::STRING AS model, j:training_data::STRING AS training_data,
       j:validation_data::STRING AS validation_data, j:options:max_epochs AS epochs, MOD(j:trained_tokens::NUMBER, 3) AS whole_epochs,
       j:finished_on::NUMBER >= j:created_on::NUMBER AS times, j:training_result:validation_loss > 0 AND j:training_result:training_loss > 0 AS losses
FROM (SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')) AS j)

-- gives: ID | STATUS | BASE_MODEL | CREATED
--   {job} | SUCCESS | llama3.1-8b | true
SELECT f.value:id::STRING AS id, f.value:status::STRING AS status, f.value:base_model::STRING AS base_model, f.value:created_on > 0 AS created
FROM (SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('SHOW')) AS jobs) j, LATERAL FLATTEN(input => j.jobs) f

-- job: SUCCESS
-- gives: JOB_ID
--   ~ft_.*
-- leaves: SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):validation_data::STRING = ''
--   true
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.SMALLEST', 'llama3.1-8b', 'SELECT prompt, completion FROM DB.SCH.TRAIN_V7') AS job_id

-- job: SUCCESS
-- gives: JOB_ID
--   ~ft_.*
-- leaves: SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):model::STRING
--   DB.SCH."my model"
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH."my model"', 'llama3.1-8b', $$SELECT prompt, completion FROM db.sch.train_v7 WHERE lang = 'en'$$, NULL, NULL) AS job_id

-- job: SUCCESS
-- gives: JOB_ID
--   ~ft_.*
-- leaves: SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):options:max_epochs
--   2
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.ESCAPED', 'llama3.1-8b', 'SELECT prompt, completion FROM db.sch.train_v7 WHERE lang = ''en''', NULL, OBJECT_CONSTRUCT('max_epochs',2)) AS job_id

-- A taken name gets a suffix

-- job: SUCCESS
-- gives: JOB_ID
--   ~ft_.*
-- leaves: SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):model::STRING
--   ~DB\.SCH\.MY_TUNED_V7_.+
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.MY_TUNED_V7', 'llama3.1-8b', 'SELECT prompt, completion FROM DB.SCH.TRAIN_V7') AS job_id

-- A query that cannot be run fails late

-- job: ERROR
-- gives: JOB_ID
--   ~ft_.*
-- leaves: SELECT j:status::STRING, j:error:code::STRING, j:error:message LIKE 'Failed to query input data for Fine-tuning. Failed to execute query: SELECT "PROMPT", "COMPLETION" FROM (SELECT prompt, completion FROM DB.SCH.TRAIN_V7;). 001003 (42000): %unexpected '';''.' FROM (SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')) AS j)
--   ERROR | INVALID_PARAMETER_VALUE | true
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.NOTHING', 'llama3.1-8b', 'SELECT prompt, completion FROM DB.SCH.TRAIN_V7;') AS job_id

-- job: ERROR
-- gives: JOB_ID
--   ~ft_.*
-- leaves: SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):error:message LIKE '%invalid identifier%COMPLETION%'
--   true
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.NOTHING', 'llama3.1-8b', 'SELECT prompt FROM DB.SCH.TRAIN_V7') AS job_id

-- Cancelling

-- job: IN_PROGRESS
-- gives: JOB_ID
--   ~ft_.*
-- leaves: SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):status::STRING
--   IN_PROGRESS
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.CANCELLED', 'llama3.1-8b', 'SELECT prompt, completion FROM DB.SCH.TRAIN_V7') AS job_id

-- gives: A
--   Canceled Cortex Fine-tuning job: {job}
-- leaves: SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):status::STRING
--   CANCELLED
SELECT SNOWFLAKE.CORTEX.FINETUNE('CANCEL', '{job}') AS a

-- gives: N
--   8
SELECT ARRAY_SIZE(PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('SHOW'))) AS n

-- A job that has ended, or that never was

-- fails: 100351 is finished with status CANCELLED and cannot be cancelled
SELECT SNOWFLAKE.CORTEX.FINETUNE('CANCEL', '{job}') AS a

-- fails: 2003 Fine-tuning job 'ft_1' does not exist or not authorized.
SELECT SNOWFLAKE.CORTEX.FINETUNE('CANCEL', 'ft_1')

-- fails: 2003 Fine-tuning job 'CortexFineTuningWorkflow_6556e15c' does not exist or not authorized.
SELECT SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', 'CortexFineTuningWorkflow_6556e15c')

-- Arguments are constants, as far as anybody knows

-- binds: SELECT prompt, completion FROM DB.SCH.TRAIN_V7
-- fails: 1015 argument 4 to function SNOWFLAKE.CORTEX.FINETUNE needs to be constant
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.BOUND', 'llama3.1-8b', ?)

-- binds: ft_1
-- fails: 1015 argument 2 to function SNOWFLAKE.CORTEX.FINETUNE needs to be constant
SELECT SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', ?)

-- refused: session variable or positional column $id
SELECT SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', $id)

-- Other models, other data

-- fails: 100351 unknown model "arctic-extract"
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'db.schema.model', 'arctic-extract', 'snow://dataset/db.schema.ds/versions/v')

-- fails: 100351 invalid model name "@db.schema.model"
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', '@db.schema.model', 'arctic-extract', 'snow://dataset/db.schema.ds/versions/v')

-- fails: 100351 unknown model "mixtral-8x7b"
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.OLDER', 'mixtral-8x7b', 'SELECT prompt, completion FROM DB.SCH.TRAIN_V7')

-- job: ERROR
-- gives: JOB_ID
--   ~ft_.*
-- leaves: SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):error:message LIKE 'Failed to query input data for Fine-tuning.%'
--   true
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.STAGED', 'llama3.1-8b', '@db.sch.ft_stage/v7/train.jsonl') AS job_id

-- The name of a table alone is a query inside the service's parentheses.

-- job: SUCCESS
-- gives: JOB_ID
--   ~ft_.*
-- leaves: SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):training_data::STRING
--   DB.SCH.TRAIN_V7
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.BARE', 'llama3.1-8b', 'DB.SCH.TRAIN_V7') AS job_id

-- job: ERROR
-- gives: JOB_ID
--   ~ft_.*
-- leaves: SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{job}')):error:message LIKE '%invalid identifier%PROMPT%'
--   true
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.LOWER_CASE', 'llama3.1-8b', 'SELECT prompt AS "prompt", completion AS "completion" FROM DB.SCH.TRAIN_V7') AS job_id

-- fails: 100351 invalid options object
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.LONG', 'llama3.1-8b', 'SELECT prompt, completion FROM DB.SCH.TRAIN_V7', NULL, '{"max_epochs": 11}')

-- Inference

-- gives: A | B
--   delivery | refund
SELECT AI_COMPLETE('DB.SCH.MY_TUNED_V7', 'where is my parcel') AS a, SNOWFLAKE.CORTEX.COMPLETE('DB.SCH.MY_TUNED_V7', 'money back please') AS b

-- gives: A
--   delivery
SELECT AI_COMPLETE('db.sch."my model"', 'where is my parcel') AS a

-- gives: A
--   NULL
SELECT AI_COMPLETE('my_tuned_v7', 'a name is looked up in the current schema') AS a

-- refused: AI_EXTRACT
SELECT AI_EXTRACT(model => 'db.sch.m', file => TO_FILE('@stage','f.pdf'))
