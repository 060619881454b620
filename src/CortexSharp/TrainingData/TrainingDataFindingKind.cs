namespace CortexSharp.TrainingData;

/// <summary>What an inspection can find. Kinds may be added.</summary>
/// <param name="Value">The word.</param>
public readonly record struct TrainingDataFindingKind(string Value)
{
    /// <summary>A column that the request names is not there.</summary>
    public static TrainingDataFindingKind MissingColumn { get; } = new("missing_column");

    /// <summary>There is no row.</summary>
    public static TrainingDataFindingKind NoRows { get; } = new("no_rows");

    /// <summary>Keys are NULL or not unique.</summary>
    public static TrainingDataFindingKind Keys { get; } = new("keys");

    /// <summary>Prompts or completions are NULL.</summary>
    public static TrainingDataFindingKind Null { get; } = new("null");

    /// <summary>Prompts or completions hold nothing but white space.</summary>
    public static TrainingDataFindingKind Blank { get; } = new("blank");

    /// <summary>Pairs are equal character by character.</summary>
    public static TrainingDataFindingKind ExactDuplicates { get; } = new("exact_duplicates");

    /// <summary>Pairs differ in case and white space alone.</summary>
    public static TrainingDataFindingKind NearDuplicates { get; } = new("near_duplicates");

    /// <summary>One prompt has several completions.</summary>
    public static TrainingDataFindingKind Conflicts { get; } = new("conflicts");

    /// <summary>Prompts are longer than the base model is trained on.</summary>
    public static TrainingDataFindingKind LongPrompts { get; } = new("long_prompts");

    /// <summary>Completions are longer than the base model is trained on.</summary>
    public static TrainingDataFindingKind LongCompletions { get; } = new("long_completions");

    /// <summary>There are more rows than the base model takes for so many epochs.</summary>
    public static TrainingDataFindingKind TooManyRows { get; } = new("too_many_rows");

    /// <summary>There are few rows.</summary>
    public static TrainingDataFindingKind FewRows { get; } = new("few_rows");

    /// <summary>Some labels are far more frequent than others.</summary>
    public static TrainingDataFindingKind Imbalance { get; } = new("imbalance");

    /// <summary>Prompts of the validation rows are among the training rows.</summary>
    public static TrainingDataFindingKind Overlap { get; } = new("overlap");

    /// <summary>There seems to be personal data.</summary>
    public static TrainingDataFindingKind PersonalData { get; } = new("personal_data");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
