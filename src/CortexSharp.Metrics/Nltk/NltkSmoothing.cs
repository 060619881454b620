namespace CortexSharp.Metrics.Nltk;

/// <summary>What NLTK does with precisions of 0, by the names of its <c>SmoothingFunction</c> (after B. Chen and C. Cherry, 2014).</summary>
public enum NltkSmoothing
{
    /// <summary>None: a precision of 0 counts as the smallest normal double, so that the score is tiny but not 0.</summary>
    Method0,

    /// <summary>0.1 matches instead of none.</summary>
    Method1,

    /// <summary>One match and one n-gram more, from bigrams on.</summary>
    Method2,

    /// <summary>Half a match in the first order without one, a quarter in the second, and so on.</summary>
    Method3,

    /// <summary>As <see cref="Method3"/>, but less for short candidates. The default of Microsoft.Extensions.AI.Evaluation.NLP.</summary>
    Method4,

    /// <summary>The mean of each order's precision and those of its neighbours; a score can exceed 1.</summary>
    Method5,

    /// <summary>
    /// From trigrams on, five n-grams more, which match as the orders below let expect; not a number where NLTK raises an error, as without a
    /// matching trigram.
    /// </summary>
    Method6,

    /// <summary><see cref="Method4"/>, then <see cref="Method5"/>.</summary>
    Method7,
}
