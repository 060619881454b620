using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Runtime.Callbacks;

/// <summary>
/// Makes functions known to connections. Their handles are made once and live as long as the process; what a group gathers is held by a
/// handle in SQLite's own memory, which SQLite gives back by its final call, even where a statement fails.
/// </summary>
internal sealed unsafe class CallbackRegistry
{
    private readonly (byte[] Name, RuntimeFunction Function, nint Handle)[] _functions;
    private readonly (byte[] Name, nint Handle)[] _aggregates;

    /// <summary>Prepares functions under a prefix.</summary>
    public CallbackRegistry(string prefix, IEnumerable<RuntimeFunction> functions, IEnumerable<RuntimeAggregate> aggregates)
    {
        _functions = [.. functions.Select(f => (NameOf(prefix + f.Name), f, GCHandle.ToIntPtr(GCHandle.Alloc(f))))];
        _aggregates = [.. aggregates.Select(a => (NameOf(prefix + a.Name), GCHandle.ToIntPtr(GCHandle.Alloc(a))))];
    }

    /// <summary>Registers all of them on a new connection.</summary>
    public void Register(SqliteConnection connection)
    {
        var database = connection.Handle!.DangerousGetHandle();
        foreach (var (name, function, handle) in _functions)
        {
            var flags = SqliteApi.Utf8 | (function.Deterministic ? SqliteApi.Deterministic : 0);
            fixed (byte* start = name)
                Check(SqliteApi.CreateFunction(database, start, -1, flags, handle, &Invoke, 0, 0, 0));
        }

        foreach (var (name, handle) in _aggregates)
        {
            fixed (byte* start = name)
            {
                Check(
                    SqliteApi.CreateWindowFunction(
                        database, start, -1, SqliteApi.Utf8 | SqliteApi.Deterministic, handle, &Step, &Final, &Value, &Inverse, 0));
            }
        }

        GC.KeepAlive(connection);
    }

    private static byte[] NameOf(string name) => Encoding.UTF8.GetBytes(name + '\0');

    private static void Check(int code)
    {
        if (code != SqliteApi.Ok)
            throw new InvalidOperationException($"SQLite refused to register a function: error {code}.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Invoke(nint context, int count, nint* values)
    {
        var call = new FunctionCall(context, count, values);
        try
        {
            ((RuntimeFunction)GCHandle.FromIntPtr(SqliteApi.UserData(context)).Target!).Answer(call);
        }
#pragma warning disable CA1031 // No exception may cross into SQLite.
        catch (Exception e)
#pragma warning restore CA1031
        {
            call.Fail(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Step(nint context, int count, nint* values)
    {
        var call = new FunctionCall(context, count, values);
        try
        {
            var slot = SqliteApi.AggregateContext(context, sizeof(nint));
            if (slot is null)
                throw new InsufficientMemoryException();
            if (*slot == 0)
                *slot = GCHandle.ToIntPtr(GCHandle.Alloc(Create(context)));
            ((Aggregator)GCHandle.FromIntPtr(*slot).Target!).Add(call);
        }
#pragma warning disable CA1031 // No exception may cross into SQLite.
        catch (Exception e)
#pragma warning restore CA1031
        {
            call.Fail(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Inverse(nint context, int count, nint* values)
    {
        var call = new FunctionCall(context, count, values);
        try
        {
            if (Gathered(context) is { } aggregator)
                aggregator.Remove(call);
        }
#pragma warning disable CA1031 // No exception may cross into SQLite.
        catch (Exception e)
#pragma warning restore CA1031
        {
            call.Fail(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Value(nint context) => Return(context);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Final(nint context)
    {
        Return(context);
        var slot = SqliteApi.AggregateContext(context, 0);
        if (slot is not null && *slot != 0)
        {
            GCHandle.FromIntPtr(*slot).Free();
            *slot = 0;
        }
    }

    private static void Return(nint context)
    {
        var call = new FunctionCall(context);
        try
        {
            (Gathered(context) ?? Create(context)).Return(call);
        }
#pragma warning disable CA1031 // No exception may cross into SQLite.
        catch (Exception e)
#pragma warning restore CA1031
        {
            call.Fail(e);
        }
    }

    /// <summary>What the group has gathered; null before its first row.</summary>
    private static Aggregator? Gathered(nint context)
    {
        var slot = SqliteApi.AggregateContext(context, 0);
        return slot is null || *slot == 0 ? null : (Aggregator)GCHandle.FromIntPtr(*slot).Target!;
    }

    private static Aggregator Create(nint context) => ((RuntimeAggregate)GCHandle.FromIntPtr(SqliteApi.UserData(context)).Target!).Create();
}
