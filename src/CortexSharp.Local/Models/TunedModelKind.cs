namespace CortexSharp.Local.Models;

/// <summary>Which learner a stored model comes from. The numbers are part of the file format.</summary>
internal enum TunedModelKind : byte
{
    LabelClassifier = 1,
    NearestPair = 2,
}
