namespace CortexSharp.Evaluation.Judging;

/// <summary>One thing that a judge rates, and by what.</summary>
/// <param name="Name">What it is called: 1 to 64 letters, digits, _ or -, because it is a property of the judge's JSON; not <c>reason</c>.</param>
/// <param name="Rubric">What the judge is told: what to look at, and what each rating means.</param>
public sealed record JudgeDimension(string Name, string Rubric)
{
    /// <summary>Whether what the answer says is true, by the reference where there is one; 1 to 5.</summary>
    public static JudgeDimension Factuality { get; } = new("factuality", """
        Is what the answer states true? Where there is a reference, it is the truth; where there is none, common knowledge is. Leave style aside.
        5: everything stated is true, and nothing that the question needs contradicts the reference.
        4: true but for a detail that does not matter to the question.
        3: partly true; something of importance is wrong or made up.
        2: mostly wrong.
        1: wrong, or it answers another question.
        """);

    /// <summary>Whether the answer helps who asked; 1 to 5.</summary>
    public static JudgeDimension Helpfulness { get; } = new("helpfulness", """
        Does the answer do what was asked, so that the person needs nothing more? Length by itself is no merit.
        5: does all that was asked, to the point and easy to use.
        4: does what was asked, with a small gap or some ballast.
        3: does part of it.
        2: of little use.
        1: of no use, or it refuses without need.
        """);

    /// <summary>The lowest rating.</summary>
    /// <value>Default: 1.</value>
    public int Lowest { get; init; } = 1;

    /// <summary>The highest rating.</summary>
    /// <value>Default: 5.</value>
    public int Highest { get; init; } = 5;
}
