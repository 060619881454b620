using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CortexSharp.Sql;

namespace CortexSharp.SnowflakeDriver.Tests.Fakes;

/// <summary>Sends the text as it is, and its parameters by name; a cancelled token posts an abort and waits for its answer.</summary>
internal sealed class FakeSnowflakeCommand(FakeSnowflake driver, FakeSnowflakeConnection connection) : DbCommand
{
    private readonly FakeSnowflakeParameters _parameters = new();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    /// <summary>Kept, without effect: only the server could end the statement.</summary>
    public override int CommandTimeout { get; set; }

    /// <summary>The tag of this statement, as the driver sends it among the request's parameters.</summary>
    public string? QueryTag { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connection;

    protected override DbParameterCollection DbParameterCollection => _parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => throw new NotSupportedException();

    public override int ExecuteNonQuery() => throw new NotSupportedException();

    public override object? ExecuteScalar() => throw new NotSupportedException();

    public override void Prepare()
    {
    }

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        await using var reader = await ExecuteDbDataReaderAsync(CommandBehavior.Default, cancellationToken);
        return Math.Max(reader.RecordsAffected, 0);
    }

    protected override DbParameter CreateDbParameter() => new FakeSnowflakeParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        var session = connection.Session ?? throw new FakeSnowflakeException(270059, null, "Cannot execute command since the connection is closed.");
        driver.Record(CommandText);
        var text = CommandText.TrimStart();
        if (text.StartsWith("PUT", StringComparison.OrdinalIgnoreCase) || text.StartsWith("GET", StringComparison.OrdinalIgnoreCase))
            throw new NotImplementedException("Get and Put are not implemented for the asynchronous path.");
        ArgumentOutOfRangeException.ThrowIfLessThan(text.Length, 3);
        if (text.StartsWith("ALTER SESSION SET DOTNET_QUERY_RESULT_FORMAT", StringComparison.OrdinalIgnoreCase))
        {
            session.ResultFormat = text.Split('\'')[1];
            return new FakeSnowflakeReader(SqlResult.OfAffected(0), session.ResultFormat);
        }

        if (text.StartsWith("SHOW PARAMETERS", StringComparison.OrdinalIgnoreCase))
        {
            return new FakeSnowflakeReader(
                SqlResult.Of(["key", "value", "default"], ["DOTNET_QUERY_RESULT_FORMAT", session.ResultFormat, "JSON"]), session.ResultFormat);
        }
        // As in the driver, the callback blocks whoever cancels until the abort request is answered.
        await using var abort = cancellationToken.Register(() =>
        {
            driver.AbortAnswered.GetAwaiter().GetResult();
            driver.Aborted.TrySetResult();
        });
        if (driver.OnExecute?.Invoke(this, cancellationToken) is { } played)
            return await played;
        try
        {
            return new FakeSnowflakeReader(await driver.RunAsync(Statement(), QueryTag, cancellationToken), session.ResultFormat);
        }
        catch (OperationCanceledException)
        {
            throw new TaskCanceledException();
        }
        catch (CortexException exception) when (exception.ErrorCode is { } code)
        {
            throw new FakeSnowflakeException(code, exception.SqlState, exception.Message, exception.QueryId);
        }
    }

    /// <summary>The server puts the parameter named "1" for the first question mark.</summary>
    private SqlStatement Statement()
    {
        var byName = _parameters.ByName();
        var handler = new SqlInterpolatedStringHandler(0, 0);
        var (done, number) = (0, 0);
        var lexer = new SqlLexer(CommandText);
        while (lexer.TryRead(out var token))
        {
            if (token.Kind != SqlTokenKind.Placeholder)
                continue;
            handler.AppendFormatted(SqlText.Trusted(CommandText[done..token.Start]));
            var name = (++number).ToString(CultureInfo.InvariantCulture);
            handler.AppendFormatted(byName.TryGetValue(name, out var parameter) ? parameter.ToBind() : throw Unbound());
            done = token.End;
        }

        handler.AppendFormatted(SqlText.Trusted(CommandText[done..]));
        return SqlStatement.Create(ref handler);
    }

    private static FakeSnowflakeException Unbound() => new(2049, "42601", "SQL compilation error: Bind variable ? not set.");
}
