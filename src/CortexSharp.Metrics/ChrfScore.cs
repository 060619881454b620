using System.Globalization;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics;

/// <summary>A chrF score.</summary>
/// <param name="Score">The score, 0 to 100.</param>
/// <param name="Beta">How many times as much recall counted as precision.</param>
/// <param name="WordOrder">The longest word n-grams that counted.</param>
public readonly record struct ChrfScore(double Score, double Beta = 2, int WordOrder = 0)
{
    /// <summary>As sacrebleu prints it: <c>chrF2 = 59.73</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"chrF{Beta}{new string('+', WordOrder)} = {Rounded.Text(Score, 2)}");
}
