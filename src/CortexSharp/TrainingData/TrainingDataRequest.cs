using CortexSharp.BaseModels;
using CortexSharp.Sql;
using CortexSharp.Usage;

namespace CortexSharp.TrainingData;

/// <summary>Which rows become training pairs, and how they are made fit for it. <see cref="ToString"/> does not show the queries.</summary>
public sealed record TrainingDataRequest
{
    /// <summary>Takes the rows of a query.</summary>
    /// <param name="source">One SELECT.</param>
    /// <param name="keyColumn">The column that tells rows apart, as written in SQL: unique and never NULL. Order and split go by it.</param>
    public TrainingDataRequest(SqlStatement source, string keyColumn)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrWhiteSpace(keyColumn);
        Source = source;
        KeyColumn = keyColumn;
    }

    /// <summary>Takes the rows of a table or view.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keyColumn">The column that tells rows apart, as written in SQL.</param>
    public TrainingDataRequest(SqlIdentifier table, string keyColumn)
        : this(SqlStatement.Create($"SELECT * FROM {table}"), keyColumn)
    {
    }

    /// <summary>The query that gives the rows.</summary>
    public SqlStatement Source { get; init; }

    /// <summary>The column that tells rows apart.</summary>
    public string KeyColumn { get; init; }

    /// <summary>The column of the prompt, unless <see cref="PromptTemplate"/> makes it.</summary>
    /// <value>Default: <c>PROMPT</c>.</value>
    public string PromptColumn { get; init; } = "PROMPT";

    /// <summary>
    /// A text with columns in braces, such as <c>Classify: {SUBJECT}</c>; <c>{{</c> and <c>}}</c> stand for braces. A row in which one of them
    /// is NULL has no prompt.
    /// </summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? PromptTemplate { get; init; }

    /// <summary>The column of the completion.</summary>
    /// <value>Default: <c>COMPLETION</c>.</value>
    public string CompletionColumn { get; init; } = "COMPLETION";

    /// <summary>
    /// The column of what must not be split, such as a customer or a conversation: its rows go to one side together. A row in which it is NULL
    /// goes by itself.
    /// </summary>
    /// <value>Default: <see langword="null"/>, each row by itself.</value>
    public string? GroupColumn { get; init; }

    /// <summary>A query that gives the validation rows, in the same columns; then nothing is split off.</summary>
    /// <value>Default: <see langword="null"/>: a share of the rows is split off.</value>
    public SqlStatement? ValidationSource { get; init; }

    /// <summary>The share of rows that are for validation, from 0 to less than 1.</summary>
    /// <value>Default: 0.1.</value>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>
    /// Whether each label has the same share on both sides: exactly, or, with <see cref="GroupColumn"/>, as far as whole groups allow. A group
    /// counts for its most frequent label.
    /// </summary>
    /// <value>Default: <see langword="false"/>: a row's side follows from its key alone, and stays when rows are added.</value>
    public bool Stratify { get; init; }

    /// <summary>What the split and the balance go by besides keys.</summary>
    /// <value>Default: <c>cortexsharp</c>.</value>
    public string Seed { get; init; } = "cortexsharp";

    /// <summary>What is done about equal pairs.</summary>
    /// <value>Default: <see cref="DuplicatePolicy.Normalized"/>.</value>
    public DuplicatePolicy Duplicates { get; init; }

    /// <summary>What is done about prompts with several completions.</summary>
    /// <value>Default: <see cref="ConflictPolicy.Keep"/>.</value>
    public ConflictPolicy Conflicts { get; init; }

    /// <summary>What is done about pairs that are too long for the base model.</summary>
    /// <value>Default: <see cref="OverlongPolicy.Drop"/>.</value>
    public OverlongPolicy Overlong { get; init; }

    /// <summary>How it is found out how many tokens a text has.</summary>
    /// <value>Default: <see cref="TokenCounting.Auto"/>.</value>
    public TokenCounting TokenCounting { get; init; }

    /// <summary>Which personal data is redacted.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    public RedactionOptions? Redaction { get; init; }

    /// <summary>How labels are balanced.</summary>
    /// <value>Default: <see langword="null"/>, they are not.</value>
    public BalanceOptions? Balance { get; init; }

    /// <summary>The model that will be tuned, with its limits.</summary>
    /// <value>Default: <see cref="TunableBaseModel.Llama31With8B"/>.</value>
    public TunableBaseModel BaseModel { get; init; } = TunableBaseModel.Llama31With8B;

    /// <summary>How often training will go over the pairs, 1 to 10.</summary>
    /// <value>Default: 3, which Snowflake takes where none is given.</value>
    public int Epochs { get; init; } = 3;

    /// <summary>What training costs.</summary>
    /// <value>Default: <see cref="PriceBook.Empty"/>: the cost stays unknown.</value>
    public PriceBook Prices { get; init; } = PriceBook.Empty;

    /// <summary>How the statements are run.</summary>
    public SqlExecutionOptions? Execution { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(TrainingDataRequest)} by {KeyColumn} for {BaseModel.Name}";

    /// <summary>Throws for a value out of range, naming the property.</summary>
    internal void Check()
    {
        if (!(ValidationShare is >= 0 and < 1))
            throw Wrong(nameof(ValidationShare), ValidationShare, "must be from 0 to less than 1");
        if (Epochs is < 1 or > 10)
            throw Wrong(nameof(Epochs), Epochs, "must be from 1 to 10");
        if (Balance is { MaxRatio: var ratio } && !(ratio >= 1 && double.IsFinite(ratio)))
            throw Wrong($"{nameof(Balance)}.{nameof(BalanceOptions.MaxRatio)}", ratio, "must be at least 1");
        ArgumentException.ThrowIfNullOrEmpty(Seed);
    }

    private static ArgumentOutOfRangeException Wrong(string property, double value, string rule) => new(
        property,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{nameof(TrainingDataRequest)}.{property} is {value}; it {rule}."));
}
