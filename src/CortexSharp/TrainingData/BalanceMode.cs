namespace CortexSharp.TrainingData;

/// <summary>How labels come to be equally frequent.</summary>
public enum BalanceMode
{
    /// <summary>Pairs of frequent labels are left out.</summary>
    Downsample,

    /// <summary>Pairs of rare labels are repeated.</summary>
    Upsample,
}
