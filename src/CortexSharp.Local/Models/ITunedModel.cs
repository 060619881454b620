namespace CortexSharp.Local.Models;

/// <summary>A model that learned from training pairs and can be stored.</summary>
internal interface ITunedModel : ILanguageModel
{
    TunedModelKind Kind { get; }

    /// <summary>Writes what the model learned, without the header that says what it is.</summary>
    void WriteTo(BinaryWriter writer);
}
