-- Completion functions. What a verdict is made of, PrintedStatement says.

-- COMPLETE and TRY_COMPLETE

-- gives: A | B
--   Say yes. | Say yes.
SELECT SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', 'Say yes.') AS a, SNOWFLAKE.CORTEX.TRY_COMPLETE('llama3.1-8b', 'Say yes.') AS b

-- gives: ANSWER | MODEL | CREATED | TOTAL | CHOICES
--   Say yes. | mistral-7b | 1795348800 | true | 1
SELECT j:choices[0]:messages::STRING AS answer, j:model::STRING AS model, j:created::NUMBER AS created,
       j:usage:total_tokens = j:usage:prompt_tokens + j:usage:completion_tokens AS total, ARRAY_SIZE(j:choices) AS choices
FROM (SELECT PARSE_JSON(SNOWFLAKE.CORTEX.COMPLETE('mistral-7b', [{'role': 'user', 'content': 'Say yes.'}], {})) AS j)

-- gives: ANSWER
--   Say yes.
SELECT PARSE_JSON(SNOWFLAKE.CORTEX.TRY_COMPLETE('mistral-7b', [{'role': 'system', 'content': 'Be brief.'}, {'role': 'user', 'content': 'Say yes.'}],
  {'temperature': 0.7, 'top_p': 1, 'max_tokens': 100, 'guardrails': TRUE})):choices[0]:messages::STRING AS answer

-- gives: ANSWER
--   Say yes.
SELECT PARSE_JSON(SNOWFLAKE.CORTEX.COMPLETE('mistral-7b', PARSE_JSON('[{"role": "user", "content": "Say yes."}]'), {})):choices[0]:messages::STRING AS answer

-- gives: KEYS
--   ["answer"]
SELECT TO_JSON(OBJECT_KEYS(PARSE_JSON(SNOWFLAKE.CORTEX.COMPLETE('mistral-7b', [{'role': 'user', 'content': 'Say yes.'}],
  {'response_format': {'type': 'json', 'schema': {'type': 'object', 'properties': {'answer': {'type': 'string'}}, 'required': ['answer']}}})))) AS keys

-- fails: 1044 with options an array
SELECT SNOWFLAKE.CORTEX.COMPLETE('mistral-7b', 'Say yes.', {})

-- fails: 1044 with options an array
SELECT SNOWFLAKE.CORTEX.TRY_COMPLETE('mistral-7b', 'Say yes.', {}) AS a

-- fails: 100351 invalid
SELECT SNOWFLAKE.CORTEX.COMPLETE('mistral-7b', [{'role': 'robot', 'content': 'Say yes.'}], {})

-- refused: TO_FILE
SELECT SNOWFLAKE.CORTEX.COMPLETE('claude-sonnet-4-6', 'What is this?', TO_FILE('@stage', 'a.png'))

-- AI_COMPLETE, positional

-- gives: A
--   Say yes.
SELECT AI_COMPLETE('llama3.1-8b', 'Say yes.') AS a

-- gives: A
--   Say yes.
SELECT AI_COMPLETE('llama3.1-8b', 'Say yes.', {'temperature': 0.2, 'top_p': 0.5, 'max_tokens': 100, 'guardrails': FALSE}) AS a

-- gives: KIND | KEYS
--   VARCHAR | ["answer"]
SELECT TYPEOF(r:answer) AS kind, TO_JSON(OBJECT_KEYS(r)) AS keys
FROM (SELECT AI_COMPLETE('llama3.1-8b', 'Say yes.', {'temperature': 0}, {'type': 'json', 'schema': {'type': 'object', 'properties': {'answer': {'type': 'string'}}, 'required': ['answer']}}) AS r)

-- gives: KEYS | MODEL | ANSWER
--   ["choices","created","model","usage"] | llama3.1-8b | Say yes.
SELECT TO_JSON(OBJECT_KEYS(r)) AS keys, r:model::STRING AS model, r:choices[0]:messages::STRING AS answer
FROM (SELECT AI_COMPLETE('llama3.1-8b', 'Say yes.', {'temperature': 0}, NULL, TRUE) AS r)

-- AI_COMPLETE, named

-- gives: KEYS | RAW | KIND
--   ["created","model","structured_output","usage"] | OBJECT | json
SELECT TO_JSON(OBJECT_KEYS(r)) AS keys, TYPEOF(r:structured_output[0]:raw_message) AS raw, r:structured_output[0]:type::STRING AS kind
FROM (SELECT AI_COMPLETE(model => 'llama3.1-8b', prompt => 'Say yes.', model_parameters => {'temperature': 0},
  response_format => {'type': 'json', 'schema': {'type': 'object', 'properties': {'answer': {'type': 'string'}}, 'required': ['answer']}}, show_details => TRUE) AS r)

-- gives: KEYS | KIND
--   ["reason","score"] | true
SELECT TO_JSON(ARRAY_SORT(OBJECT_KEYS(r))) AS keys, IS_INTEGER(r:score) AS kind
FROM (SELECT AI_COMPLETE(model => 'llama3.1-8b', prompt => 'Say yes.', response_format => TYPE OBJECT(score NUMBER, reason STRING)) AS r)

-- gives: VALUE | ERROR
--   Say yes. | NULL
SELECT r:value::STRING AS value, r:error::STRING AS error FROM (SELECT AI_COMPLETE(model => 'llama3.1-8b', prompt => 'Say yes.', show_details => FALSE, return_error_details => TRUE) AS r)

-- gives: KIND
--   VARCHAR
SELECT TYPEOF(TO_VARIANT(AI_COMPLETE('llama3.1-8b', 'Say yes.', {'response_format': {'type': 'json', 'schema': {'type': 'object'}}}))) AS kind

-- gives: A | B
--   Say yes. | ["choices","created","model","usage"]
SELECT AI_COMPLETE('llama3.1-8b', 'Say yes.')::VARCHAR AS a,
       TO_JSON(OBJECT_KEYS(PARSE_JSON(TO_JSON(TO_VARIANT(AI_COMPLETE(model => 'llama3.1-8b', prompt => 'Say yes.', show_details => TRUE)))))) AS b

-- gives: A
--   Say yes.
SELECT AI_COMPLETE('SNOWFLAKE.MODELS."LLAMA3.1-70B"', 'Say yes.') AS a

-- gives: A
--   NULL
SELECT AI_COMPLETE('SNOWFLAKE.MODELS."llama3.1-70b"', 'a quoted name is case-sensitive') AS a

-- gives: A
--   NULL
SELECT AI_COMPLETE('llama3.1-8b', 'Say yes.', {'temperature': 1.5}) AS a

-- gives: A
--   true
SELECT AI_COMPLETE(model => 'llama3.1-8b', prompt => 'x', response_format => {'type': 'json', 'schema': {'type': 'object', 'properties': {'a': {'type': 'string', 'format': 'date'}}}},
  return_error_details => TRUE):error LIKE 'input schema validation error: %' AS a

-- Images, documents, prompts

-- refused: TO_FILE
SELECT AI_COMPLETE('claude-sonnet-4-6', 'What is this?', TO_FILE('@stage', 'a.png'))

-- refused: PROMPT
SELECT PROMPT('{0} or {1}?', 'yes', 2)

-- refused: PROMPT
SELECT AI_COMPLETE('llama3.1-8b', PROMPT('Say {0}.', 'yes')) AS a

-- refused: PROMPT
SELECT AI_COMPLETE('llama3.1-8b', PROMPT('Say {0}.', 'yes', 'unused'), {'max_tokens': 100}) AS a

-- Tokens

-- gives: A | B | C | D
--   ~[1-9] | ~[1-9] | ~[1-9] | ~[1-9]
SELECT AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', 'some text') AS a, AI_COUNT_TOKENS('ai_embed', 'e5-base-v2', 'some text') AS b,
       AI_COUNT_TOKENS('ai_sentiment', 'some text') AS c, SNOWFLAKE.CORTEX.COUNT_TOKENS('llama3.1-8b', 'some text') AS d

-- gives: VALUE | ERROR
--   ~[1-9] | NULL
SELECT r:value AS value, r:error::STRING AS error FROM (SELECT AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', 'some text', return_error_details => TRUE) AS r)

-- gives: A
--   NULL
SELECT AI_COUNT_TOKENS('ai_complete', 'db.sch.tuned', 'not for tuned models') AS a

-- Literals

-- gives: A | B | C
--   it's \ "x" | {"it's":[1,true,null]} | it's
SELECT 'it''s \\ "x"' AS a, TO_JSON({'it''s': [1, TRUE, NULL]}) AS b, 'it\'s' AS c

-- Embeddings and models

-- gives: created_on | name | model_type | database_name | schema_name | owner | lifecycle_status | in_region_availability | legacy_date | eol_date | cross_region_availability
--   ~.* | LLAMA3.1-8B | CORTEX_BASE | SNOWFLAKE | MODELS | ~.* | ~.* | ~.* | ~.* | ~.* | ~.*
SHOW CORTEX BASE MODELS LIKE 'llama3.1-8b' IN SCHEMA SNOWFLAKE.MODELS

-- gives: created_on | name | model_type | database_name | schema_name | owner | lifecycle_status | in_region_availability | legacy_date | eol_date | cross_region_availability
SHOW CORTEX BASE MODELS
