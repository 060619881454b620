using System.Globalization;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>The models that were withdrawn.</summary>
internal sealed class WithdrawnModels(IReadOnlyList<WithdrawnModel> all)
{
    public IReadOnlyList<WithdrawnModel> All => all;

    /// <summary>Whether a name can mean a withdrawn model; a name without its schema may.</summary>
    public bool Contains(string model) => Find(model) is not null;

    /// <summary>The withdrawn models but one, as it is while that one is being withdrawn.</summary>
    public WithdrawnModels Except(string model) => new([.. all.Where(w => !ModelName.AreEqual(w.Model, model))]);

    public void Refuse(string model)
    {
        if (Find(model) is not { } withdrawn)
            return;
        throw new CortexException(
            CortexErrorKind.InvalidValue,
            string.Create(CultureInfo.InvariantCulture, $"{withdrawn.Model} was withdrawn on {withdrawn.WithdrawnAt:yyyy-MM-dd} ")
            + $"({withdrawn.Reason}), so no use case may be sent to {model}. Is it another model, write its name in full; "
            + "is it to be used after all, reinstate it.")
        {
            Model = model,
        };
    }

    private WithdrawnModel? Find(string model) => all.FirstOrDefault(w => ModelName.CanMeanSame(w.Model, model));
}
