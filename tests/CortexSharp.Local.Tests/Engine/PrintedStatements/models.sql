-- Models, their promotion, transactions. What a verdict is made of, PrintedStatement says.

-- leaves: SELECT COUNT(*) FROM db.sch.train_v7
--   12
CREATE TABLE db.sch.train_v7 AS
SELECT 'my parcel ' || column1 || ' is late' AS prompt, 'delivery' AS completion FROM VALUES (1), (2), (3), (4), (5), (6)
UNION ALL SELECT 'money back for order ' || column1, 'refund' FROM VALUES (1), (2), (3), (4), (5), (6)

-- job: SUCCESS
-- gives: JOB_ID
--   ~ft_.*
SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH.TUNED_V7', 'llama3.1-8b', 'SELECT prompt, completion FROM DB.SCH.TRAIN_V7') AS job_id

-- Model objects

-- gives: created_on | name | model_type | database_name | schema_name | owner | comment | versions | default_version_name | aliases
--   ~11/22/2026 .* | TUNED_V7 | CORTEX_FINETUNED | DB | SCH | ACCOUNTADMIN | ~.* | ~\["[^"]+"\] | ~.+ | ~\{.*\}
SHOW MODELS LIKE 'tuned%' IN ACCOUNT

-- gives: created_on | name | model_type | database_name | schema_name | owner | comment | versions | default_version_name | aliases
--   ~11/22/2026 .* | TUNED_V7 | CORTEX_FINETUNED | DB | SCH | ACCOUNTADMIN | ~.* | ~\["[^"]+"\] | ~.+ | ~\{.*\}
SHOW MODELS IN DATABASE db

-- gives: created_on | name | model_type | database_name | schema_name | owner | comment | versions | default_version_name | aliases
SHOW MODELS LIKE 'none' IN SCHEMA db.sch

-- refused: ->>
SHOW MODELS IN ACCOUNT ->> SELECT "database_name","schema_name","name","created_on","owner" FROM $1 WHERE "model_type" = 'CORTEX_FINETUNED'

-- refused: RESULT_SCAN
SELECT "name" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))

-- gives: created_on | name | aliases | database_name | schema_name | model_name | is_default_version | functions | metadata | user_data
--   ~11/22/2026 .* | V1 | ["DEFAULT","FIRST","LAST"] | DB | SCH | TUNED_V7 | true | [] | {} | {}
SHOW VERSIONS IN MODEL db.sch.tuned_v7

-- gives: created_on | name | aliases | database_name | schema_name | model_name | is_default_version | functions | metadata | user_data
SHOW VERSIONS LIKE 'none' IN MODEL db.sch.tuned_v7

-- gives: status
--   Statement executed successfully.
-- leaves: SHOW MODELS IN SCHEMA db.sch
--   ~.* | TUNED_V7 | ~.* | DB | SCH | ~.* | first | ~.* | ~.* | ~.*
ALTER MODEL db.sch.tuned_v7 SET COMMENT = 'first'

-- gives: status
--   Statement executed successfully.
-- leaves: SHOW MODELS IN SCHEMA db.sch
--   ~.* | TUNED_V7 | ~.* | DB | SCH | ~.* | it's \  | ~.* | ~.* | ~.*
COMMENT ON MODEL db.sch.tuned_v7 IS $$it's \ $$

-- gives: status
--   Statement executed successfully.
-- leaves: SELECT SYSTEM$GET_TAG('db.sch.stage', 'db.sch.tuned_v7', 'MODEL')
--   candidate
ALTER MODEL IF EXISTS db.sch.tuned_v7 SET TAG db.sch.stage = 'candidate'

-- gives: status
--   Statement executed successfully.
-- leaves: SELECT SYSTEM$GET_TAG('db.sch.stage', 'db.sch.tuned_v7', 'MODEL')
--   NULL
ALTER MODEL db.sch.tuned_v7 UNSET TAG db.sch.stage

-- refused: ALTER MODEL … SET
ALTER MODEL db.sch.tuned_v7 SET COMMENT = 'x' DEFAULT_VERSION = 'V1'

-- refused: ALTER MODEL … VERSION
ALTER MODEL db.sch.tuned_v7 VERSION v1 SET ALIAS = a

-- refused: ALTER MODEL … VERSION
ALTER MODEL db.sch.tuned_v7 VERSION v1 UNSET ALIAS

-- gives: status
--   Statement executed successfully.
-- leaves: SELECT AI_COMPLETE('DB.OTHER.MOVED', 'where is my parcel'), AI_COMPLETE('DB.SCH.TUNED_V7', 'where is my parcel')
--   delivery | NULL
ALTER MODEL db.sch.tuned_v7 RENAME TO db.other.moved

-- fails: 2003 does not exist or not authorized
ALTER MODEL db.sch.tuned_v7 RENAME TO db.sch.tuned_v8

-- refused: DROP MODEL IF EXISTS
DROP MODEL IF EXISTS db.sch.tuned_v7

-- gives: status
--   Statement executed successfully.
GRANT USAGE ON MODEL db.other.moved TO ROLE PUBLIC

-- gives: status
--   Statement executed successfully.
GRANT USAGE ON ALL MODELS IN SCHEMA db.other TO ROLE PUBLIC

-- gives: status
--   Statement executed successfully.
GRANT USAGE ON FUTURE MODELS IN SCHEMA db.other TO ROLE PUBLIC

-- gives: status
--   MOVED successfully dropped.
-- leaves: SHOW MODELS IN DATABASE db
DROP MODEL db.other.moved

-- fails: 2003 does not exist or not authorized
DROP MODEL db.other.moved

-- A pointer, changed by compare-and-set

-- gives: status
--   Table MODEL_POINTER successfully created.
CREATE TABLE IF NOT EXISTS db.sch.model_pointer (
  alias STRING NOT NULL, model_name STRING NOT NULL, generation NUMBER NOT NULL, previous_model STRING,
  changed_by STRING, changed_at TIMESTAMP_LTZ, reason STRING, PRIMARY KEY (alias))

-- gives: number of rows inserted
--   1
INSERT INTO db.sch.model_pointer (alias, model_name, generation) VALUES ('live', 'DB.SCH.TUNED_V6', 1)

-- binds: DB.SCH.TUNED_V7 | better | live | 1
-- gives: number of rows updated | number of multi-joined rows updated
--   1 | 0
-- leaves: SELECT model_name, generation, previous_model, changed_by IS NOT NULL, changed_at IS NOT NULL, reason FROM db.sch.model_pointer
--   DB.SCH.TUNED_V7 | 2 | DB.SCH.TUNED_V6 | true | true | better
UPDATE db.sch.model_pointer
   SET previous_model = model_name, model_name = ?, generation = generation + 1, changed_by = CURRENT_USER(), changed_at = CURRENT_TIMESTAMP(), reason = ?
 WHERE alias = ? AND generation = ?

-- binds: DB.SCH.TUNED_V8 | late | live | 1
-- gives: number of rows updated | number of multi-joined rows updated
--   0 | 0
UPDATE db.sch.model_pointer
   SET previous_model = model_name, model_name = ?, generation = generation + 1, changed_by = CURRENT_USER(), changed_at = CURRENT_TIMESTAMP(), reason = ?
 WHERE alias = ? AND generation = ?

-- gives: number of rows inserted
--   1
MERGE INTO db.sch.model_pointer t USING (SELECT 'next' AS alias, 'DB.SCH.TUNED_V8' AS model_name) s ON t.alias = s.alias
WHEN NOT MATCHED THEN INSERT (alias, model_name, generation) VALUES (s.alias, s.model_name, 1)

-- gives: number of rows inserted | number of rows updated | number of rows deleted
--   1 | 1 | 1
-- leaves: SELECT alias, model_name FROM db.sch.model_pointer ORDER BY 1
--   live | new
--   test | new
MERGE INTO db.sch.model_pointer t USING (SELECT column1 AS alias, column2 AS dead FROM VALUES ('live', FALSE), ('next', TRUE), ('test', FALSE)) s ON t.alias = s.alias
WHEN MATCHED AND s.dead THEN DELETE
WHEN MATCHED THEN UPDATE SET model_name = 'new'
WHEN NOT MATCHED THEN INSERT (alias, model_name, generation) VALUES (s.alias, 'new', 1)

-- fails: 100090 Duplicate row detected
MERGE INTO db.sch.model_pointer t USING (SELECT 'live' AS alias FROM VALUES (1), (2)) s ON t.alias = s.alias WHEN MATCHED THEN UPDATE SET reason = 'twice'

-- gives: number of rows inserted
--   1
-- leaves: SELECT COUNT(*) FROM db.sch.model_pointer WHERE alias = 'live'
--   2
INSERT INTO db.sch.model_pointer (alias, model_name, generation) VALUES ('live', 'keys are not enforced', 1)

-- fails: 100072 NULL result in a non-nullable column
INSERT INTO db.sch.model_pointer (alias, model_name, generation) VALUES (NULL, 'NOT NULL is', 1)

-- A view or a function in front

-- gives: status
--   View CURRENT_MODEL successfully created.
-- leaves: SELECT * FROM db.sch.current_model
--   DB.SCH.TUNED_V7 | 12
CREATE OR REPLACE VIEW db.sch.current_model COPY GRANTS AS SELECT 'DB.SCH.TUNED_V7' AS model_name, 12 AS generation

-- gives: status
--   Function ASK successfully created.
-- leaves: SELECT db.sch.ask('Say yes.')
--   Say yes.
CREATE OR REPLACE FUNCTION db.sch.ask(p STRING) RETURNS STRING COPY GRANTS AS $$ AI_COMPLETE('llama3.1-8b', p) $$

-- gives: A
--   Say yes.
SELECT AI_COMPLETE((SELECT 'llama3.1-8b'), 'Say yes.') AS a

-- Transactions

-- refused: BEGIN
BEGIN TRANSACTION

-- refused: COMMIT
COMMIT

-- refused: ROLLBACK
ROLLBACK

-- refused: ALTER SESSION
ALTER SESSION SET LOCK_TIMEOUT = 30

-- refused: SHOW LOCKS
SHOW LOCKS

-- refused: SHOW TRANSACTIONS
SHOW TRANSACTIONS

-- refused: SYSTEM$ABORT_TRANSACTION
SELECT SYSTEM$ABORT_TRANSACTION(1)

-- gives: status
--   Statement executed successfully.
-- leaves: SELECT COUNT(*) FROM db.sch.model_pointer
--   0
TRUNCATE TABLE db.sch.model_pointer
