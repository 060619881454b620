namespace CortexSharp.Local.Cortex;

/// <summary>One call of a Cortex function in a statement, its constants bound, ready to be evaluated for many rows.</summary>
internal interface ICortexFunction
{
    /// <summary>The SQL type of the results.</summary>
    CortexResultType ResultType { get; }

    /// <summary>The number of elements, where the results are vectors.</summary>
    int Dimension => 0;

    /// <summary>
    /// The arguments (positions in the call) whose values the engine must compute for each row, in the order in which rows hold them.
    /// </summary>
    IReadOnlyList<int> RowArguments { get; }

    /// <summary>Evaluates rows. Called outside of any SQLite callback, with at most some thousand rows.</summary>
    /// <param name="rows">For each row the values of <see cref="RowArguments"/>: string, long, double, or null; VARIANT values as JSON text.</param>
    /// <param name="context">The statement.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>One value for each row (see <see cref="CortexResultType"/>), null for the SQL <c>NULL</c>.</returns>
    /// <exception cref="LocalSqlException">The statement fails.</exception>
    Task<object?[]> EvaluateAsync(IReadOnlyList<object?[]> rows, CallContext context, CancellationToken cancellationToken);
}
