using System.Collections.Immutable;
using System.Reflection;
using CortexSharp.Local.Tests.Engine;

namespace CortexSharp.Local.Tests.Fuzzing;

/// <summary>Valid statements to start from: those of other tests, and some for each kind of statement.</summary>
internal static class StatementCorpus
{
    /// <summary>Statements that make the tables that the others speak of, whatever was done to them.</summary>
    public static readonly ImmutableArray<string> Setup =
    [
        "CREATE OR REPLACE TABLE t (id INT, n NUMBER(10,2), s VARCHAR, b BOOLEAN, d DATE, v VARIANT)",
        "CREATE OR REPLACE TABLE u (id INT, f FLOAT, s VARCHAR(20) DEFAULT 'x', at TIMESTAMP_NTZ, z TIMESTAMP_TZ)",
        "INSERT INTO t SELECT 1, 1.5, 'a', TRUE, '2024-02-29', PARSE_JSON('{\"a\":[1,2]}') UNION ALL SELECT 2, NULL, 'B', FALSE, NULL, NULL",
        "INSERT INTO u VALUES (1, 0.5, 'a', '2024-01-01 10:00:00', '2024-01-01 10:00:00 +0200'), (3, NULL, NULL, NULL, NULL)",
    ];

    private static readonly ImmutableArray<string> Own =
    [
        "SELECT t.*, u.f FROM t LEFT JOIN u ON t.id = u.id WHERE t.n BETWEEN 1 AND 2 OR t.s LIKE 'a%' ESCAPE '^' ORDER BY 1 DESC NULLS LAST LIMIT "
        + "3 OFFSET 1",
        "WITH c (x, y) AS (SELECT id, COUNT(*) FROM t GROUP BY ALL HAVING COUNT(*) > 0), e AS (SELECT x + 1 AS x FROM c) SELECT * FROM e UNION "
        + "ALL SELECT 1 EXCEPT SELECT 2",
        "SELECT s, SUM(n) OVER (PARTITION BY b ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS w FROM t QUALIFY ROW_NUMBER() OVER (ORDER "
        + "BY id) = 1",
        "SELECT CASE id WHEN 1 THEN 'one' ELSE s || '!' END, v:a[0]::INT, v['a'][1], TRY_CAST(s AS DATE), -n % 3 FROM t WHERE NOT (b IS NOT "
        + "DISTINCT FROM FALSE)",
        "SELECT f.index, f.value, f.key FROM t, LATERAL FLATTEN(INPUT => t.v, OUTER => TRUE, PATH => 'a') f",
        "SELECT (SELECT MAX(f) FROM u WHERE u.id = t.id), EXISTS (SELECT 1 FROM u WHERE u.s = t.s), id IN (SELECT id FROM u) FROM t",
        "SELECT {'a': 1, 'b': [1, NULL, {'c': s}]}, [1, 'x'], OBJECT_CONSTRUCT('k', id), ARRAY_AGG(s) WITHIN GROUP (ORDER BY s) FROM t GROUP BY s, id",
        "SELECT REGEXP_REPLACE(s, '(a)+', '<\\\\1>'), REGEXP_SUBSTR(s, '[a-z]', 1, 1, 'i'), SPLIT_PART(s, 'a', 1), TO_VARCHAR(at, 'YYYY-MM-DD "
        + "HH24:MI:SS') FROM u",
        "SELECT DATEADD(month, 1, d), DATEDIFF('week', d, CURRENT_DATE()), DATE_TRUNC('year', at), z::TIMESTAMP_LTZ FROM t JOIN u USING (id)",
        "SELECT AI_COMPLETE('m', s) AS r FROM t WHERE id = 1 ORDER BY id LIMIT 1",
        "SELECT DISTINCT a.s, LISTAGG(DISTINCT b.s, ',') FROM t a FULL OUTER JOIN u b ON a.s = b.s GROUP BY a.s ORDER BY a.s",
        "INSERT INTO t (id, s) VALUES (3, 'c'), (4, DEFAULT)",
        "INSERT OVERWRITE INTO u (id, f) SELECT id, n FROM t WHERE n IS NOT NULL",
        "UPDATE t SET n = n + 1, s = u.s FROM u WHERE t.id = u.id AND u.f > 0",
        "DELETE FROM t USING u WHERE t.id = u.id AND u.s IS NULL",
        "MERGE INTO t USING (SELECT id, s FROM u) x ON t.id = x.id WHEN MATCHED AND x.s = 'a' THEN UPDATE SET s = x.s WHEN MATCHED THEN DELETE "
        + "WHEN NOT MATCHED THEN INSERT (id, s) VALUES (x.id, x.s)",
        "CREATE TABLE IF NOT EXISTS w (a NUMBER(38,2) NOT NULL, \"b c\" VARCHAR DEFAULT 'x' COMMENT 'y', PRIMARY KEY (a))",
        "CREATE OR REPLACE TABLE w AS SELECT id AS a, s FROM t WHERE b",
        "CREATE OR REPLACE TABLE w LIKE t",
        "ALTER TABLE t ADD COLUMN extra VARCHAR DEFAULT 'e'",
        "ALTER TABLE IF EXISTS w RENAME TO x",
        "DROP TABLE IF EXISTS w",
        "TRUNCATE TABLE IF EXISTS u",
        "SHOW TABLES LIKE 'T%' IN SCHEMA local.public",
        "SHOW MODELS",
        "DESCRIBE TABLE t",
        "SELECT $$a'b$$, 'it''s \\u26c4 \\x41 \\101', \"ID\", 1e3, .5, 5. FROM t -- comment\n// and another\n/* and one more */",
    ];

    /// <summary>All statements.</summary>
    public static ImmutableArray<string> Statements { get; } =
        [.. Own, .. OfTests(typeof(QueryTests), ""), .. OfTests(typeof(StatementTests), ""), .. OfTests(typeof(ExpressionTests), "SELECT ")];

    /// <summary>The first texts of a test class's inline data.</summary>
    private static IEnumerable<string> OfTests(Type tests, string prefix) =>
        tests.GetMethods().SelectMany(m => m.GetCustomAttributesData())
            .Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => ((IReadOnlyList<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)[0].Value)
            .OfType<string>()
            .Select(text => prefix + text);
}
