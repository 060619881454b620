namespace CortexSharp.Local.Tests.Differential;

/// <summary>The kinds of values that the evaluator knows.</summary>
internal enum Kind
{
    Number,
    Float,
    Text,
    Boolean,
    Date,
}
