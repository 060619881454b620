using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

public sealed class ModelTrainerTests
{
    private static readonly List<TrainingPair> Training = Tickets.Create(400);
    private static readonly List<TrainingPair> Unseen = Tickets.Create(200, seed: 8);

    private static readonly List<TrainingPair> Answers =
    [
        .. Enumerable.Range(0, 60).Select(i => new TrainingPair(
            $"How do I configure feature {i} of module {i % 7}?",
            $"Open settings, choose module {i % 7} and switch on feature {i}.")),
    ];

    public static TheoryData<bool> BothLearners => [true, false];

    [Fact]
    public void Train_Labels_LearnsToClassifyUnseenPrompts()
    {
        var model = ModelTrainer.Train(Training, Unseen, 3).Model;

        var majority = Unseen.CountBy(pair => pair.Completion).Max(label => label.Value) / (double)Unseen.Count;
        var untuned = Tickets.Accuracy(new BaseModel(), [.. Unseen.Select(pair => pair with { Prompt = WithOptions(pair.Prompt) })]);
        var tuned = Tickets.Accuracy(model, Unseen);
        Assert.IsType<LabelClassifier>(model);
        Assert.True(tuned > 0.8 && tuned > majority + 0.3 && tuned > untuned + 0.2, $"tuned {tuned}, base {untuned}, majority {majority}");
    }

    [Fact]
    public void Train_MoreEpochs_LowersTheLoss()
    {
        var one = ModelTrainer.Train(Training, Unseen, 1);
        var five = ModelTrainer.Train(Training, Unseen, 5);

        Assert.Single(one.Epochs);
        Assert.Equal(5, five.Epochs.Count);
        Assert.True(five.Report.TrainingLoss < one.Report.TrainingLoss);
        Assert.True(five.Report.ValidationLoss < Math.Log(8), "worse than guessing");
        Assert.Same(five.Epochs[4], five.Report);
    }

    [Fact]
    public void Train_FreeText_AnswersWithTheNearestPairsCompletion()
    {
        var result = ModelTrainer.Train(Answers, null, 4);

        Assert.IsType<NearestPairModel>(result.Model);
        Assert.Equal(Answers[23].Completion, result.Model.Complete("please configure feature 23 of module 2"));
        Assert.All(result.Epochs.Zip(result.Epochs.Skip(1)), pair => Assert.True(pair.Second.TrainingLoss <= pair.First.TrainingLoss));
    }

    [Fact]
    public void Train_NeighboursThatPredictBetter_LowerTheLoss()
    {
        var scrambled = Answers.Select((pair, i) => pair with { Prompt = $"{i * 37 % 60} unrelated {(char)('a' + (i * 11 % 26))}" }).ToList();

        Assert.True(ModelTrainer.Train(Answers, null, 3).Report.ValidationLoss < ModelTrainer.Train(scrambled, null, 3).Report.ValidationLoss);
    }

    [Theory]
    [MemberData(nameof(BothLearners))]
    public void Train_SameData_GivesTheSameBytes(bool labels)
    {
        var pairs = labels ? Training : Answers;
        var first = ModelTrainer.Train(pairs, null, 2);
        var second = ModelTrainer.Train(pairs, null, 2);

        Assert.Equal(Saved(first.Model), Saved(second.Model));
        Assert.Equal(first.Epochs, second.Epochs);
    }

    [Theory]
    [MemberData(nameof(BothLearners))]
    public void Train_Progress_RisesToOne(bool labels)
    {
        List<double> reported = [];

        ModelTrainer.Train(labels ? Training : Answers, null, 3, reported.Add);

        Assert.True(reported.Count > 10);
        Assert.Equal(reported.Order(), reported);
        Assert.All(reported, part => Assert.InRange(part, 0, 1));
        Assert.Equal(1, reported[^1]);
        Assert.Single(reported, part => part == 1);
    }

    [Theory]
    [MemberData(nameof(BothLearners))]
    public void Train_Cancelled_Stops(bool labels)
    {
        using var source = new CancellationTokenSource();
        double last = 0;

        Assert.Throws<OperationCanceledException>(() => ModelTrainer.Train(labels ? Training : Answers, null, 10, Cancel, source.Token));
        Assert.InRange(last, 0.3, 0.4);

        void Cancel(double part)
        {
            last = part;
            if (part >= 0.3) source.Cancel();
        }
    }

    [Fact]
    public void Train_NoPairs_IsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(() => ModelTrainer.Train([], null, 3));
        Assert.Contains("no training pairs", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void Train_EpochsOutOfRange_AreRefused(int epochs) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelTrainer.Train(Training, null, epochs));

    [Fact]
    public void Train_LabelSeenOnlyInValidation_CountsAsVeryUnlikely()
    {
        var known = ModelTrainer.Train(Training, Unseen, 1).Report.ValidationLoss;
        var unknown = ModelTrainer.Train(Training, [.. Unseen.Select(pair => pair with { Completion = "Never seen" })], 1).Report.ValidationLoss;

        Assert.True(double.IsFinite(unknown) && unknown > known);
    }

    [Fact]
    public void Train_EmptyValidation_IsLikeNone() =>
        Assert.Equal(ModelTrainer.Train(Training, null, 1).Report, ModelTrainer.Train(Training, [], 1).Report);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public void Train_SingleCompletion_AlwaysAnswersIt(int rows)
    {
        var result = ModelTrainer.Train([.. Enumerable.Range(0, rows).Select(i => new TrainingPair($"prompt {i}", "yes"))], null, 2);

        Assert.Equal("yes", result.Model.Complete("something else"));
        Assert.True(double.IsFinite(result.Report.TrainingLoss) && double.IsFinite(result.Report.ValidationLoss));
    }

    [Fact]
    public void Train_DuplicatePromptsThatDisagree_AnswersWithTheMoreFrequent()
    {
        IEnumerable<TrainingPair> duplicates =
            Enumerable.Range(0, 12).Select(i => new TrainingPair("zebra giraffe", i % 4 == 0 ? "Sales" : "Praise"));
        List<TrainingPair> pairs = [.. Training, .. duplicates];

        var result = ModelTrainer.Train(pairs, Unseen, 3);

        Assert.Equal("Praise", result.Model.Complete("zebra giraffe"));
        Assert.True(double.IsFinite(result.Report.ValidationLoss));
    }

    [Fact]
    public void Train_TemplateAroundEveryPrompt_DoesNotHurt()
    {
        List<TrainingPair> framed = [.. Training.Select(pair => pair with { Prompt = WithOptions(pair.Prompt) })];
        List<TrainingPair> framedUnseen = [.. Unseen.Select(pair => pair with { Prompt = WithOptions(pair.Prompt) })];

        var bare = Tickets.Accuracy(ModelTrainer.Train(Training, Unseen, 2).Model, Unseen);
        var model = ModelTrainer.Train(framed, framedUnseen, 2).Model;

        Assert.InRange(Tickets.Accuracy(model, framedUnseen), bare - 0.02, 1);
        Assert.InRange(Tickets.Accuracy(model, Unseen), bare - 0.05, 1);
    }

    [Fact]
    public void Train_OtherScripts_LearnsThem()
    {
        string[][] words =
        [
            ["我的卡丢了", "بطاقتي مفقودة", "💳😱"],
            ["退款什么时候到", "متى يصل المبلغ", "💰⏳"],
            ["\ud83d", "\udca9 x", "無効な\ud800"],
        ];
        var pairs = Enumerable.Range(0, 90).Select(i => new TrainingPair($"{words[i % 3][i / 3 % 3]} {i}", $"标签 {i % 3}\ud800")).ToList();

        var model = ModelTrainer.Train(pairs, null, 5).Model;

        Assert.Equal("标签 0\ud800", model.Complete("请帮忙，我的卡丢了"));
        Assert.Equal("标签 1\ud800", model.Complete("💰⏳"));
        Assert.Equal("标签 1\ud800", RoundTrip(model).Complete("متى يصل المبلغ؟"));
    }

    [Fact]
    public void Complete_HugePrompt_Answers()
    {
        var huge = string.Concat(Enumerable.Repeat("parcel courier tracking ", 1 << 16));

        Assert.Equal("Shipping", ModelTrainer.Train(Training, null, 2).Model.Complete(huge));
        Assert.NotEmpty(ModelTrainer.Train(Answers, null, 1).Model.Complete(huge));
    }

    [Fact]
    public void Complete_LabelClassifierOnceWarm_AllocatesAlmostNothing()
    {
        var model = ModelTrainer.Train(Training, null, 1).Model;
        foreach (var pair in Unseen) model.Complete(pair.Prompt);
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var pair in Unseen) model.Complete(pair.Prompt);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Unseen.Count, 0, 256);
    }

    [Fact]
    public void Complete_ManyThreads_GiveTheSameAnswers()
    {
        var model = ModelTrainer.Train(Training, null, 1).Model;
        string[] expected = [.. Unseen.Select(pair => model.Complete(pair.Prompt))];

        Parallel.For(0, 8, _ => Assert.Equal(expected, Unseen.Select(pair => model.Complete(pair.Prompt))));
    }

    private static string WithOptions(string message) =>
        $"Classify the message as one of: Billing, Shipping, Refund, Account, Defect, Praise, Privacy, Sales\nMessage: {message}\nLabel:";

    private static byte[] Saved(ITunedModel model)
    {
        using var stream = new MemoryStream();
        TunedModelFile.Save(model, stream);
        return stream.ToArray();
    }

    private static ITunedModel RoundTrip(ITunedModel model) => TunedModelFile.Load(new MemoryStream(Saved(model)));
}
