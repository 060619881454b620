using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

public sealed class TunedModelFileTests
{
    private static readonly List<TrainingPair> Pairs = Tickets.Create(400);
    private static readonly ITunedModel Classifier = ModelTrainer.Train(Pairs, null, 1).Model;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_SavedModel_GivesIdenticalAnswers(bool labels)
    {
        var model = labels ? Classifier : Retrieval();

        var loaded = TunedModelFile.Load(new MemoryStream(Save(model)));

        Assert.Equal(model.Kind, loaded.Kind);
        Assert.All(Tickets.Create(200, seed: 9), ticket => Assert.Equal(model.Complete(ticket.Prompt), loaded.Complete(ticket.Prompt)));
        Assert.Equal(Save(model), Save(loaded));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_AnyDamage_IsRefused(bool labels)
    {
        var bytes = Save(labels ? Classifier : Retrieval());
        for (var position = 0; position < bytes.Length; position += position < 64 ? 1 : bytes.Length / 37)
        {
            var damaged = bytes.ToArray();
            damaged[position] ^= 0x5A;
            Assert.Throws<InvalidDataException>(() => TunedModelFile.Load(new MemoryStream(damaged)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(38)]
    [InlineData(200)]
    public void Load_CutOff_IsRefused(int length) =>
        Assert.Throws<InvalidDataException>(() => TunedModelFile.Load(new MemoryStream(Save(Classifier)[..length])));

    [Fact]
    public void Load_NewerVersion_SaysWhichIsKnown()
    {
        var bytes = Save(Classifier);
        bytes[4] = 9;

        var exception = Assert.Throws<InvalidDataException>(() => TunedModelFile.Load(new MemoryStream(bytes)));
        Assert.Contains("version 9", exception.Message, StringComparison.Ordinal);
    }

    private static ITunedModel Retrieval() =>
        ModelTrainer.Train([.. Pairs.Select((pair, i) => new TrainingPair(pair.Prompt, $"{pair.Completion}, case {i}: \ud800 done"))], null, 1).Model;

    private static byte[] Save(ITunedModel model)
    {
        using var stream = new MemoryStream();
        TunedModelFile.Save(model, stream);
        return stream.ToArray();
    }
}
