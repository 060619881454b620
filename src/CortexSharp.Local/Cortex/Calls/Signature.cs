namespace CortexSharp.Local.Cortex.Calls;

/// <summary>The parameters of a Cortex function, and the matching of a call's arguments to them.</summary>
internal sealed class Signature
{
    private readonly Parameter[] _parameters;
    private readonly int _required;
    private readonly int _positional;

    /// <param name="function">The function's name as errors show it.</param>
    /// <param name="parameters">The parameters in order: required ones first, those given by name only last.</param>
    public Signature(string function, params Parameter[] parameters)
    {
        Function = function;
        _parameters = parameters;
        _required = parameters.Count(p => p.Required);
        _positional = parameters.Count(p => !p.NamedOnly);
    }

    /// <summary>The function's name as errors show it.</summary>
    public string Function { get; }

    /// <summary>Matches arguments: positional ones first, then named ones.</summary>
    /// <param name="arguments">The arguments as written.</param>
    /// <exception cref="LocalSqlException">They do not fit.</exception>
    public BoundCall Bind(IReadOnlyList<CortexArgument> arguments)
    {
        var given = new CortexArgument?[_parameters.Length];
        var places = new int[_parameters.Length];
        var rowArguments = new List<int>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var parameter = argument.Name is null ? Positional(i, arguments) : Named(argument);
            if (given[parameter] is not null)
                throw CortexErrors.RepeatedArgument(Function, argument, _parameters[parameter].Name);
            if (!argument.IsConstant && _parameters[parameter].ConstantOnly)
                throw CortexErrors.NotConstant(Function, i + 1, argument);
            given[parameter] = argument;
            if (argument.IsConstant)
                continue;
            places[parameter] = rowArguments.Count;
            rowArguments.Add(i);
        }

        if (given.Take(_required).Any(g => g is null))
            throw CortexErrors.TooFewArguments(Function, _required, arguments.Count);
        return new BoundCall(Function, [.. given.Zip(places, (argument, place) => new BoundArgument(argument, place))], rowArguments);
    }

    private int Positional(int index, IReadOnlyList<CortexArgument> arguments)
    {
        if (index >= _positional)
            throw CortexErrors.TooManyArguments(Function, _positional, arguments.Count);
        return index > 0 && arguments[index - 1].Name is not null
            ? throw CortexErrors.InvalidArgument(Function, arguments[index], "an argument without a name follows a named one")
            : index;
    }

    private int Named(CortexArgument argument)
    {
        var index = Array.FindIndex(_parameters, p => p.Name == argument.Name);
        return index >= 0 ? index : throw CortexErrors.UnknownArgument(Function, argument);
    }
}
