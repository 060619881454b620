using CortexSharp.BaseModels;

namespace CortexSharp.Tests.BaseModels;

public class CrossRegionAccessTests
{
    [Theory]
    [InlineData("ANY_REGION", true)]
    [InlineData("any_region", true)]
    [InlineData("AWS_US", true)]
    [InlineData("AWS_EU, AWS_US", true)]
    [InlineData("AWS_GLOBAL", true)]
    [InlineData("AZURE_GLOBAL", false)]
    [InlineData("AWS_EU", false)]
    [InlineData("DISABLED", false)]
    [InlineData("", false)]
    public void Reaches_ModelOfAwsUs_DependsOnWhatIsAllowed(string allowed, bool expected) =>
        Assert.Equal(expected, CrossRegionAccess.Reaches(allowed, ["AWS_US"]));

    [Fact]
    public void Reaches_OfferedNowhere_Never() => Assert.False(CrossRegionAccess.Reaches("ANY_REGION", []));
}
