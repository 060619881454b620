using CortexSharp.BaseModels;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Tests.FineTuning;

public sealed class FineTuneBackendTests
{
    private readonly Mock<ICortexFineTuneClient> _client = new();
    private readonly Mock<ICortexBaseModelClient> _baseModels = new();

    [Fact]
    public async Task Start_BaseModelThatCannotBeTuned_SaysWhyAndMakesNoJob()
    {
        BaseModelCheckRequest? asked = null;
        _baseModels.Setup(m => m.CheckAsync(It.IsAny<BaseModelCheckRequest>(), It.IsAny<CancellationToken>()))
            .Callback<BaseModelCheckRequest, CancellationToken>((request, _) => asked = request)
            .ReturnsAsync(new BaseModelCheck(
                "llama3.1-8b", BaseModelUse.Tune,
                [new(BaseModelFindingKind.Region, FindingSeverity.Error, "llama3.1-8b is not tuned in AWS_AP_SOUTHEAST_2.")]));
        var backend = new FineTuneBackend(_client.Object, Mock.Of<IFineTuningJournal>(), _baseModels.Object);

        var error = await Assert.ThrowsAsync<CortexException>(() => backend.StartAsync(Request("my_db.ai.support")));

        Assert.Equal(CortexErrorKind.NotSupported, error.Kind);
        Assert.Contains("AWS_AP_SOUTHEAST_2", error.Message, StringComparison.Ordinal);
        Assert.Equal(("llama3.1-8b", BaseModelUse.Tune, "MY_DB.AI"), (asked!.Model, asked.Use, asked.Schema!.ToString()));
        _client.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Start_AnyOption_IsRefusedByName()
    {
        var backend = new FineTuneBackend(_client.Object, Mock.Of<IFineTuningJournal>());
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => backend.StartAsync(Request("support") with { Options = new Dictionary<string, string> { ["learning_rate"] = "0.1" } }));
        Assert.Contains("learning_rate", error.Message, StringComparison.Ordinal);
        _client.VerifyNoOtherCalls();
    }

    private static TrainingRequest Request(string model) =>
        new("intent", SqlIdentifier.Parse(model), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM pairs"));
}
