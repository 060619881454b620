using CortexSharp.Usage;

namespace CortexSharp.Tests.Usage;

public sealed class CalledModelNameTests
{
    [Theory]
    [InlineData("llama3.1-8b")]
    [InlineData("MY_DB.AI.SUPPORT_V1")]
    [InlineData("my_db.ai.\"Support für Alle\"")]
    [InlineData("SNOWFLAKE.MODELS.\"LLAMA3.1-70B\"")]
    [InlineData("a$b")]
    public void IsOne_Name_IsTrue(string name) => Assert.True(CalledModelName.IsOne(name));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Where is my parcel?")]
    [InlineData("Paket?")]
    [InlineData("荷物はどこですか")]
    [InlineData("\"never closed")]
    [InlineData("a\nb")]
    public void IsOne_OtherText_IsFalse(string text) => Assert.False(CalledModelName.IsOne(text));

    [Fact]
    public void IsOne_LongerThanThreeIdentifiers_IsFalse()
    {
        Assert.True(CalledModelName.IsOne(new('a', 800)));
        Assert.False(CalledModelName.IsOne(new('a', 801)));
    }
}
