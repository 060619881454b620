using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>
/// The rows of a request as queries, each made of the one before: columns K (key), G (what must not be split), P (prompt), C (completion).
/// Everything is SQL, so that no row leaves the warehouse.
/// </summary>
internal sealed class TrainingRows
{
    // Buckets of the split; a share is kept to a ten-thousandth.
    private const int Buckets = 10_000;

    // No placeholder is longer than [GENDER] for an M.
    private const int MostGrowth = 8;

    private readonly TrainingDataRequest _request;

    public TrainingRows(TrainingDataRequest request)
    {
        request.Check();
        _request = request;
    }

    /// <summary>White space that TRIM takes off besides blanks.</summary>
    private static SqlLiteral White => SqlLiteral.Of(" \t\r\n");

    /// <summary>The rows of a source, as they are.</summary>
    public SqlStatement Mapped(SqlStatement source)
    {
        var prompt = _request.PromptTemplate is { } template ? PromptTemplate.Parse(template).ToSql(Column) : Column(_request.PromptColumn);
        var key = Column(_request.KeyColumn);
        // A row without a group is one by itself; all of them on one side would skew the split.
        var group = _request.GroupColumn is { } column ? SqlStatement.Create($"COALESCE({Column(column)}, {key})") : key;
        // The line end keeps a comment at the end of the user's query from swallowing the parenthesis.
        return SqlStatement.Create($"SELECT {key} AS K, {group} AS G, {prompt} AS P, {Column(_request.CompletionColumn)} AS C FROM (\n{source}\n) s");
    }

    /// <summary>Whether the prompt or the completion of a row r may have more tokens than the base model is trained on.</summary>
    public SqlStatement MayBeLong => MayBecomeLong(1);

    /// <summary>The same after redaction.</summary>
    public SqlStatement MayStayLong => MayBecomeLong(_request.Redaction is null ? 1 : MostGrowth);

    /// <summary>Rows with a prompt and a completion.</summary>
    public static SqlStatement Filled(SqlStatement rows) => SqlStatement.Create(
        $"SELECT r.K, r.G, r.P, r.C FROM ({rows}) r WHERE {IsFilled("r.P")} AND {IsFilled("r.C")}");

    /// <summary>The rows of a source with a prompt and a completion, without what patterns find in them.</summary>
    public SqlStatement Prepared(SqlStatement source)
    {
        var rows = Filled(Mapped(source));
        return _request.Redaction is { } redaction ? Redacted(rows, redaction) : rows;
    }

    /// <summary>The pairs of prepared rows after everything that the request does to single ones and to equal ones.</summary>
    private SqlStatement Clean(SqlStatement rows, TokenMeasure measure)
    {
        var model = _request.BaseModel;
        if (_request.Overlong == OverlongPolicy.Shorten)
        {
            rows = SqlStatement.Create(
                $"SELECT r.K, r.G, {measure.Shortened("r.P", model.MaxPromptTokens)} AS P, {measure.Shortened("r.C", model.MaxCompletionTokens)} "
                + $"AS C FROM ({rows}) r");
        }
        else if (_request.Overlong == OverlongPolicy.Drop)
        {
            rows = SqlStatement.Create(
                $"SELECT r.K, r.G, r.P, r.C FROM ({rows}) r WHERE NOT ({measure.IsOver("r.P", model.MaxPromptTokens)}) AND NOT "
                + $"({measure.IsOver("r.C", model.MaxCompletionTokens)})");
        }

        if (_request.Duplicates != DuplicatePolicy.Keep)
        {
            var same = _request.Duplicates == DuplicatePolicy.Exact
                ? SqlStatement.Create($"r.P, r.C")
                : SqlStatement.Create($"{Normal("r.P")}, {Normal("r.C")}");
            rows = SqlStatement.Create($"SELECT r.K, r.G, r.P, r.C FROM ({rows}) r QUALIFY ROW_NUMBER() OVER (PARTITION BY {same} ORDER BY r.K) = 1");
        }

        return _request.Conflicts == ConflictPolicy.Keep ? rows : SqlStatement.Create(
            $"SELECT r.K, r.G, r.P, r.C FROM ({rows}) r QUALIFY MIN({Normal("r.C")}) OVER (PARTITION BY {Normal("r.P")}) = MAX({Normal("r.C")}) "
            + $"OVER (PARTITION BY {Normal("r.P")})");
    }

    /// <summary>The pairs of both sides: K, P, C, and SIDE, <c>TRAIN</c> or <c>VALID</c>.</summary>
    /// <param name="rows">The prepared rows.</param>
    /// <param name="validation">The prepared rows of the validation source, if there is one; else some are split off.</param>
    /// <param name="measure">Tells which texts are too long.</param>
    public SqlStatement Sides(SqlStatement rows, SqlStatement? validation, TokenMeasure measure)
    {
        var pairs = Clean(rows, measure);
        SqlStatement sides;
        if (validation is not null)
        {
            sides = SqlStatement.Create(
                $"SELECT t.K, t.P, t.C, 'TRAIN' AS SIDE FROM ({pairs}) t UNION ALL SELECT v.K, v.P, v.C, 'VALID' AS SIDE FROM "
                + $"({Clean(validation, measure)}) v");
        }
        else if (_request.Stratify)
        {
            sides = Stratified(pairs);
        }
        else
        {
            var place = SqlStatement.Create($"MOD(TO_NUMBER(SUBSTR({Place("t.G", "split")}, 1, 8), 'XXXXXXXX'), {SqlLiteral.Of(Buckets)})");
            var share = SqlLiteral.Of((long)Math.Round(_request.ValidationShare * Buckets));
            sides = SqlStatement.Create($"SELECT t.K, t.P, t.C, IFF({place} < {share}, 'VALID', 'TRAIN') AS SIDE FROM ({pairs}) t");
        }

        return _request.Balance is { } balance ? Balanced(sides, balance) : sides;
    }

    public static SqlStatement IsFilled(string text) => SqlStatement.Create($"TRIM({Trusted(text)}, {White}) <> ''");

    /// <summary>A text without what a person would not see: case, and how much white space there is.</summary>
    public static SqlStatement Normal(string text) =>
        SqlStatement.Create($"LOWER(TRIM(REGEXP_REPLACE({Trusted(text)}, {SqlLiteral.Of(@"\s+")}, ' ')))");

    /// <summary>A column that this library names, as SQL.</summary>
    public static SqlText Trusted(string sql) => SqlText.Trusted(sql);

    private SqlStatement MayBecomeLong(int growth) => SqlStatement.Create(
        $"({TokenMeasure.MayBeOver("r.P", _request.BaseModel.MaxPromptTokens / growth)} OR "
        + $"{TokenMeasure.MayBeOver("r.C", _request.BaseModel.MaxCompletionTokens / growth)})");

    private static SqlStatement Redacted(SqlStatement rows, RedactionOptions redaction)
    {
        var patterns = PersonalDataPatterns.Of(redaction.Kinds, redaction.Names).ToList();
        var (prompt, completion) = (SqlStatement.Create($"r.P"), SqlStatement.Create($"r.C"));
        return SqlStatement.Create(
            $"SELECT r.K, r.G, {PersonalDataPatterns.Redacted(prompt, patterns)} AS P, {PersonalDataPatterns.Redacted(completion, patterns)} AS C "
            + $"FROM ({rows}) r");
    }

    /// <summary>
    /// Gives each label its share. A group counts for its most frequent label, and is for validation when it fits into that label's share with
    /// the groups before it; a row without a group is a group of one, so that shares are exact.
    /// </summary>
    private SqlStatement Stratified(SqlStatement pairs)
    {
        var counted = SqlStatement.Create($"SELECT t.K, t.G, t.P, t.C, COUNT(*) OVER (PARTITION BY t.G, t.C) AS N FROM ({pairs}) t");
        var labelled = SqlStatement.Create(
            $"SELECT n.K, n.G, n.P, n.C, FIRST_VALUE(n.C) OVER (PARTITION BY n.G ORDER BY n.N DESC, n.C) AS L FROM ({counted}) n");
        // The range takes in all rows of a group at once.
        return SqlStatement.Create(
            $"""
            SELECT l.K, l.P, l.C,
              IFF(COUNT(*) OVER (PARTITION BY l.L ORDER BY {Place("l.G", "split")} RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
                <= ROUND(COUNT(*) OVER (PARTITION BY l.L) * {Number(_request.ValidationShare)}), 'VALID', 'TRAIN') AS SIDE
            FROM ({labelled}) l
            """);
    }

    private SqlStatement Balanced(SqlStatement sides, BalanceOptions balance)
    {
        // Labels are counted on the training side alone.
        var counted = SqlStatement.Create(
            $"SELECT b.K, b.P, b.C, b.SIDE, COUNT(*) OVER (PARTITION BY b.SIDE, b.C) AS N, ROW_NUMBER() OVER (PARTITION BY b.SIDE, b.C ORDER BY "
            + $"{Place("b.K", "balance")}, b.K) AS I FROM ({sides}) b");
        if (balance.Mode == BalanceMode.Downsample)
        {
            return SqlStatement.Create(
                $"SELECT c.K, c.P, c.C, c.SIDE FROM ({counted}) c QUALIFY c.SIDE = 'VALID' OR c.I <= FLOOR(MIN(c.N) OVER (PARTITION BY c.SIDE) * "
                + $"{Number(balance.MaxRatio)})");
        }

        // A label with N pairs is to have W, the most frequent label's number over the ratio, rounded up: each pair comes ⌊W / N⌋ times, the first W
        // mod N once more.
        var wanted = SqlStatement.Create(
            $"SELECT c.K, c.P, c.C, c.SIDE, c.N, c.I, GREATEST(c.N, CEIL(MAX(c.N) OVER (PARTITION BY c.SIDE) / {Number(balance.MaxRatio)})) AS W "
            + $"FROM ({counted}) c");
        var times = SqlStatement.Create(
            $"SELECT w.K, w.P, w.C, w.SIDE, IFF(w.SIDE = 'VALID', 1, FLOOR(w.W / w.N) + IFF(w.I <= MOD(w.W, w.N), 1, 0)) AS TIMES FROM ({wanted}) w");
        return SqlStatement.Create(
            $"SELECT m.K, m.P, m.C, m.SIDE FROM ({times}) m, LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, m.TIMES)) f");
    }

    /// <summary>A number in hexadecimal digits that follows from a key and the seed, and is the same in every program.</summary>
    private SqlStatement Place(string key, string purpose) =>
        SqlStatement.Create($"SHA2({SqlLiteral.Of($"{_request.Seed}|{purpose}|")} || {Trusted(key)}, 256)");

    private static SqlStatement Column(string name) => SqlStatement.Create($"TO_VARCHAR(s.{SqlIdentifier.Parse(name)})");

    // Shares have no more digits than a decimal keeps exactly.
    private static SqlLiteral Number(double value) => SqlLiteral.Of((decimal)value);
}
