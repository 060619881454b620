using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

/// <summary>
/// Synthetic support tickets in eight classes. Two of a ticket's words tell its class, two are those of another class, and the
/// rest is noise, so that no single word is enough.
/// </summary>
internal static class Tickets
{
    private static readonly (string Label, string[] Words)[] Classes =
    [
        ("Billing", ["invoice", "charged", "amount", "fee", "statement", "twice"]),
        ("Shipping", ["parcel", "courier", "arrived", "tracking", "delivery", "late"]),
        ("Refund", ["refund", "return", "money", "back", "cancel", "exchange"]),
        ("Account", ["password", "login", "email", "profile", "locked", "reset"]),
        ("Defect", ["broken", "crack", "faulty", "repair", "stopped", "noise"]),
        ("Praise", ["great", "thanks", "lovely", "happy", "excellent", "recommend"]),
        ("Privacy", ["delete", "consent", "tracking", "cookies", "personal", "erase"]),
        ("Sales", ["discount", "bulk", "quote", "amount", "offer", "catalogue"]),
    ];

    private static readonly string[] Noise =
        "hello please order my the it was on monday week still about with this product shop again already just would like ask one more thing".Split(
            ' ');

    public static List<TrainingPair> Create(int count, int seed = 7)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Ticket(random))];
    }

    public static double Accuracy(ILanguageModel model, IReadOnlyList<TrainingPair> pairs) =>
        pairs.Count(pair => model.Complete(pair.Prompt) == pair.Completion) / (double)pairs.Count;

    private static TrainingPair Ticket(Random random)
    {
        var (label, telling) = Classes[random.Next(Classes.Length)];
        var other = Classes[random.Next(Classes.Length)].Words;
        string[] words = [.. random.GetItems(telling, 3), random.GetItems(other, 1)[0], .. random.GetItems(Noise, 6)];
        random.Shuffle(words);
        return new TrainingPair(string.Join(' ', words), label);
    }
}
