using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Engine;

/// <summary>A private database for a test, and statements in one line.</summary>
public abstract class EngineTest : IAsyncLifetime
{
    private protected FakeCortex Cortex { get; } = new();

    protected LocalCortex Local { get; }

    protected EngineTest()
        : this(new())
    {
    }

    protected EngineTest(LocalCortexOptions options) => Local = new(options, (database, _, settings) => new(Cortex, new(database, settings)));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Local.DisposeAsync();

    /// <summary>A statement with <c>?</c> for each value.</summary>
    protected static SqlStatement Sql(string text, params object?[] binds)
    {
        var parts = text.Split('?');
        var handler = new SqlInterpolatedStringHandler(text.Length, binds.Length);
        for (var i = 0; i < parts.Length; i++)
        {
            handler.AppendFormatted(SqlText.Trusted(parts[i]));
            if (i < parts.Length - 1)
                handler.AppendFormatted(binds[i] as SqlBind ?? (binds[i] is { } value ? Bind(value) : SqlBind.Of<string>(null)));
        }

        return SqlStatement.Create(ref handler);
    }

    protected async Task<SqlResult> RunAsync(string text, params object?[] binds) => await Local.ExecuteAsync(Sql(text, binds));

    protected async Task<long> DoAsync(string text, params object?[] binds) => await Local.ExecuteNonQueryAsync(Sql(text, binds));

    protected async Task<List<SqlRow>> RowsAsync(string text, params object?[] binds)
    {
        var rows = new List<SqlRow>();
        await foreach (var row in Local.QueryAsync(Sql(text, binds)))
            rows.Add(row);
        return rows;
    }

    /// <summary>The first cell of the first row, as text.</summary>
    protected async Task<string?> ValueAsync(string text, params object?[] binds) => (await RowsAsync(text, binds))[0].GetOrDefault<string>(0);

    /// <summary>The first column, as text.</summary>
    protected async Task<IReadOnlyList<string?>> ColumnAsync(string text, params object?[] binds) =>
        [.. (await RowsAsync(text, binds)).Select(r => r.GetOrDefault<string>(0))];

    protected async Task<CortexException> FailAsync(string text, params object?[] binds) =>
        await Assert.ThrowsAsync<CortexException>(() => RowsAsync(text, binds));

    private static SqlBind Bind(object value) => value switch
    {
        string v => SqlBind.Of(v),
        int v => SqlBind.Of(v),
        long v => SqlBind.Of(v),
        bool v => SqlBind.Of(v),
        decimal v => SqlBind.Of(v),
        double v => SqlBind.Of(v),
        DateTime v => SqlBind.Of(v),
        DateTimeOffset v => SqlBind.Of(v),
        DateOnly v => SqlBind.Of(v),
        Guid v => SqlBind.Of(v),
        byte[] v => SqlBind.Of(v),
        _ => throw new ArgumentException(value.GetType().Name),
    };
}
