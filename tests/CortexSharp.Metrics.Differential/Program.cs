using System.Globalization;
using CortexSharp.Metrics.Baseline;
using CortexSharp.Metrics.Differential;

// Arguments: the seed and how many cases. Prints each difference; exit code 1 if there is any. A new scorer joins by a line here.
IComparison[] comparisons = [new BleuComparison(), new RougeComparison(), new ChrfComparison()];

var (seed, cases) = (int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[1], CultureInfo.InvariantCulture));
var differences = 0;
for (var i = 0; i < comparisons.Length; i++)
{
    var texts = new HardText(seed + i);
    for (var left = cases; left > 0 && differences < 5; left--)
    {
        if (comparisons[i].Compare(texts) is not { } difference)
            continue;
        Console.WriteLine(difference);
        differences++;
    }
}

return differences == 0 ? 0 : 1;
