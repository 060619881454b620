namespace CortexSharp.Local.Tests.Cortex.Redaction;

public sealed class RedactTests : AccountTest
{
    [Theory]
    [InlineData("My name is John Smith and I live at twenty third street, San Francisco.", "My name is [NAME] and I live at [ADDRESS].")]
    [InlineData(
        "My name is William and I live in San Francisco. You can reach me at (415).450.0973",
        "My name is [NAME] and I live in [ADDRESS]. You can reach me at [PHONE_NUMBER]")]
    [InlineData("Write to a.b+c@example.co.uk or +44 20 7946 0958.", "Write to [EMAIL] or [PHONE_NUMBER].")]
    [InlineData("Card 4111 1111 1111 1111, exp 12/27, CVV 123", "Card [PAYMENT_CARD_DATA], exp [PAYMENT_CARD_DATA], CVV [PAYMENT_CARD_DATA]")]
    [InlineData("Order 4111 1111 1111 1112 is late", "Order 4111 1111 1111 1112 is late")]
    [InlineData("SSN 123-45-6789, ITIN 912-70-1234", "SSN [NATIONAL_ID], ITIN [TAX_IDENTIFIER]")]
    [InlineData("passport number X1234567, driver's license D123-4567", "passport number [PASSPORT], driver's license [DRIVERS_LICENSE]")]
    [InlineData("born on March 3, 1985, 39 years old, female", "born on [DATE_OF_BIRTH], [AGE], [GENDER]")]
    [InlineData("from 192.168.0.1 and 2001:db8::1", "from [IP_ADDRESS] and [IP_ADDRESS]")]
    [InlineData("version 999.1.2.3 at 10:30", "version 999.1.2.3 at 10:30")]
    [InlineData("Dr. Ada Lovelace, 12 Main Street, Springfield, IL 62704", "Dr. [NAME], [ADDRESS], Springfield, [ADDRESS]")]
    [InlineData("SW1A 1AA or K1A 0B1", "[ADDRESS] or [ADDRESS]")]
    [InlineData("The parcel is late.", "The parcel is late.")]
    public async Task Redact_Text_HidesWhatIsPersonal(string text, string expected) =>
        Assert.Equal(expected, await ValueAsync($"SELECT AI_REDACT('{text.Replace("'", "''", StringComparison.Ordinal)}')"));

    [Fact]
    public async Task Redact_SomeCategories_LeavesTheOthers() => Assert.Equal("My name is [NAME], mail john@example.com",
        await ValueAsync("SELECT AI_REDACT(input => 'My name is John, mail john@example.com', categories => ['NAME', 'AGE'])"));

    [Fact]
    public async Task Redact_UnknownCategory_IsAnError() =>
        Assert.Contains(
            "unsupported category 'SHOE_SIZE'", (await FailAsync("SELECT AI_REDACT('x', ['SHOE_SIZE'])")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Detect_Text_TellsPlacesInCharacters() => Assert.Equal(
        """{"spans":[{"category":"NAME","end":8,"start":4,"text":"John"}]}""",
        await ValueAsync("SELECT AI_REDACT(input => '😀 I John', mode => 'Detect')"));

    [Fact]
    public async Task Redact_TooLong_FailsTheStatementUnlessTheAccountSaysOtherwise()
    {
        var tooLong = $"SELECT AI_REDACT(column1) FROM VALUES ('John'), ('{new string('x', 4 * 1025)}')";
        Assert.Equal(CortexErrorKind.ContextLengthExceeded, (await FailAsync(tooLong)).Kind);
        Assert.Equal(CortexErrorKind.ErrorDetailsNotAllowed, (await FailAsync("SELECT AI_REDACT('John', TRUE)")).Kind);

        await RowsAsync("ALTER ACCOUNT SET AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR = FALSE");

        Assert.Equal(["[NAME]", null], (await RowsAsync(tooLong)).Select(r => r.GetOrDefault<string>(0)));
        Assert.Equal("""{"value":"[NAME]","error":null}""", await ValueAsync("SELECT AI_REDACT('John', TRUE)"));
    }
}
