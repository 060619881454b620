using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>A function that SQLite calls back for.</summary>
/// <param name="Name">Its name, without the prefix that all share.</param>
/// <param name="Handler">What it does.</param>
/// <param name="Strict">Whether a null argument makes a null result without a call.</param>
/// <param name="Deterministic">Whether equal arguments give equal results.</param>
internal sealed record RuntimeFunction(string Name, FunctionHandler Handler, bool Strict = true, bool Deterministic = true)
{
    /// <summary>A function on boxed values, which are long, double, string, byte[] or null.</summary>
    public RuntimeFunction(string Name, Func<object?[], object?> Invoke, bool Strict = true, bool Deterministic = true)
        : this(Name, call => call.Return(Invoke(call.Values())), Strict, Deterministic)
    {
    }

    /// <summary>The function and its form for <c>TRY_</c>, which gives null where this one fails.</summary>
    public IEnumerable<RuntimeFunction> WithTry() => [this, this with { Name = "try_" + Name, Handler = Try }];

    /// <summary>Answers a call, nulls included.</summary>
    public void Answer(FunctionCall call)
    {
        if (Strict)
        {
            for (var i = 0; i < call.Count; i++)
            {
                if (call.IsNull(i))
                    return;
            }
        }

        Handler(call);
    }

    private void Try(FunctionCall call)
    {
        try
        {
            Handler(call);
        }
        catch (LocalSqlException)
        {
            call.ReturnNull();
        }
    }
}
