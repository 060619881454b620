using System.Runtime.CompilerServices;
using CortexSharp.Sql;

namespace CortexSharp.Local.Testing;

/// <summary>What a caller sees of a connection that is lost.</summary>
internal static class LostConnection
{
    /// <summary>The error. It does not tell whether the statement ran, and has no query id: a caller whose answer is lost knows neither.</summary>
    public static CortexException Error(Exception? because = null) => new(
        CortexErrorKind.Network,
        because?.Message ?? "The connection to the offline Cortex was lost, as its test controls say; the statement may have run.", because);

    /// <summary>A result that is lost after some rows.</summary>
    /// <param name="result">The whole result; it is disposed with this one.</param>
    /// <param name="rows">How many rows come through.</param>
    public static SqlResult After(SqlResult result, int rows)
    {
        return new(result.Columns, Rows(), result.AffectedRows, result.QueryId, result.DisposeAsync);

        async IAsyncEnumerable<SqlRow> Rows([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var left = rows;
            await foreach (var row in result.Rows.WithCancellation(cancellationToken).ConfigureAwait(false))
                yield return left-- > 0 ? row : throw Error();
        }
    }
}
