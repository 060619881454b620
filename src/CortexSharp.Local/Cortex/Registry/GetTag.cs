using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Sql;

namespace CortexSharp.Local.Cortex.Registry;

/// <summary>
/// <c>SYSTEM$GET_TAG('tag', 'object', 'MODEL')</c>: what a model's tag says (Snowflake's page of that name). Other domains have no tags here.
/// </summary>
/// <param name="models">The models.</param>
internal sealed class GetTag(ModelRegistry models) : IFunctionFamily
{
    private static readonly Signature Signature = new("SYSTEM$GET_TAG",
        new Parameter("TAG_NAME", Required: true, ConstantOnly: true),
        new Parameter("OBJ_NAME", Required: true, ConstantOnly: true),
        new Parameter("OBJ_DOMAIN", Required: true, ConstantOnly: true));

    /// <inheritdoc/>
    public IEnumerable<string> Names => [Signature.Function];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        var call = Signature.Bind(arguments);
        var (tag, model) = (Name(call[0]), Name(call[1]));
        return string.Equals(call[2].TextIn([]), "MODEL", StringComparison.OrdinalIgnoreCase)
            ? new ConstantCall(
                CortexResultType.Varchar,
                context => models.Tag(model.Within(context.Database, context.Schema), tag.Within(context.Database, context.Schema)))
            : throw CortexErrors.NotSupported($"SYSTEM$GET_TAG for {call[2].TextIn([])}", "which tags models only");
    }

    private static SqlIdentifier Name(BoundArgument argument)
    {
        try
        {
            return argument.ConstantKind is JsonValueKind.String
                ? SqlIdentifier.Parse(argument.TextIn([])!)
                : throw new ArgumentException("a string is expected");
        }
        catch (ArgumentException e)
        {
            throw CortexErrors.InvalidArgument(Signature.Function, argument.Written, e.Message);
        }
    }
}
