using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary><c>SNOWFLAKE.CORTEX.FINETUNE</c>, whose first argument says what to do (Snowflake's pages of that name).</summary>
/// <param name="service">Does it.</param>
internal sealed class FineTune(FineTuneService service) : IFunctionFamily
{
    private const string Name = "SNOWFLAKE.CORTEX.FINETUNE";

    private static readonly Parameter Operation = Constant("OPERATION");

    private static readonly Signature Create = new(Name, Operation, Constant("NAME"), Constant("BASE_MODEL"), Constant("TRAINING_DATA"),
        new Parameter("VALIDATION_DATA", ConstantOnly: true), new Parameter("OPTIONS", ConstantOnly: true));

    private static readonly Signature OfJob = new(Name, Operation, Constant("JOB_ID"));

    private static readonly Signature Show = new(Name, Operation);

    /// <inheritdoc/>
    public IEnumerable<string> Names => [Name];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        if (arguments is [{ IsConstant: false } computed, ..])
            throw CortexErrors.NotConstant(Name, 1, computed);
        if (arguments is not [{ Constant: { ValueKind: JsonValueKind.String } operation }, ..])
            throw arguments.Count == 0 ? CortexErrors.TooFewArguments(Name, 1, 0) : CortexErrors.InvalidArgument(Name, arguments[0], Expected);
        switch (operation.GetString()!.ToUpperInvariant())
        {
            case "CREATE":
                var create = Create.Bind(arguments);
                var (model, baseModel, training) = (Text(create[1]), Text(create[2]), Text(create[3]));
                // The Python client writes NULL where there is no validation query or no options.
                var validation = create[4].IsGiven ? Text(create[4]) : null;
                // Snowflake's page asks for a string that holds JSON; the Python client sends an object.
                var options = create[5].TextIn([]);
                return new ConstantCall(
                    CortexResultType.Varchar, context => service.Create(model, baseModel, training, validation, options, context));
            case "DESCRIBE":
                var described = Text(OfJob.Bind(arguments)[1]);
                return new ConstantCall(CortexResultType.Variant, _ => service.Describe(described));
            case "CANCEL":
                var cancelled = Text(OfJob.Bind(arguments)[1]);
                return new ConstantCall(CortexResultType.Varchar, _ => service.Cancel(cancelled));
            case "SHOW":
                Show.Bind(arguments);
                return new ConstantCall(CortexResultType.Variant, _ => service.Show());
            default:
                throw CortexErrors.InvalidArgument(Name, arguments[0], Expected);
        }
    }

    private const string Expected = "the operation is one of 'CREATE', 'DESCRIBE', 'SHOW' and 'CANCEL'";

    private static Parameter Constant(string name) => new(name, Required: true, ConstantOnly: true);

    private static string Text(BoundArgument argument) => argument.ConstantKind is JsonValueKind.String
        ? argument.TextIn([])!
        : throw CortexErrors.InvalidArgument(Name, argument.Written, "a string is expected");
}
