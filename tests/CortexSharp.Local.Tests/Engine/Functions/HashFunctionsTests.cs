namespace CortexSharp.Local.Tests.Engine.Functions;

/// <summary>Digests equal to everybody's, and the laws of HASH and HASH_AGG.</summary>
public sealed class HashFunctionsTests(FunctionFixture fixture) : FunctionTest(fixture)
{
    [Theory]
    [InlineData("SHA2('abc')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("SHA2_HEX('abc', 256)", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("SHA2('abc', 224)", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData("HEX_ENCODE(SHA2_BINARY('abc'), 0)", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("SHA1('Snowflake')", "fda76b0bcc1e87cf259b1d1e3271d76f590fb5dd")]
    [InlineData("HEX_ENCODE(SHA1_BINARY('abc'))", "A9993E364706816ABA3E25717850C26C9CD0D89D")]
    [InlineData("MD5('Snowflake')", "edf1439075a83a447fb8b630ddc9c8de")]
    [InlineData("MD5_HEX('abc')", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("HEX_ENCODE(MD5_BINARY('abc'))", "900150983CD24FB0D6963F7D28E17F72")]
    [InlineData("MD5(TO_BINARY('616263', 'HEX'))", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("SHA2(NULL)", null)]
    [InlineData("LENGTH(UUID_STRING())", "36")]
    [InlineData("UUID_STRING('fe971b24-9572-4005-b22f-351e9c09274d', 'foo')", "dc0b6f65-fca6-5b4b-9d37-ccc3fde1f3e2")]
    [InlineData("BASE64_ENCODE('Snowflake')", "U25vd2ZsYWtl")]
    [InlineData("BASE64_ENCODE('Snowflake ❄❄❄ Snowman ☃☃☃', 32)", "U25vd2ZsYWtlIOKdhOKdhOKdhCBTbm93\nbWFuIOKYg+KYg+KYgw==")]
    [InlineData("BASE64_DECODE_STRING('U25vd2ZsYWtl')", "Snowflake")]
    [InlineData("HEX_ENCODE(BASE64_DECODE_BINARY('AQI='))", "0102")]
    [InlineData("TRY_BASE64_DECODE_STRING('a b!')", null)]
    [InlineData("HEX_ENCODE('SNOW')", "534E4F57")]
    [InlineData("HEX_ENCODE('SNOW', 0)", "534e4f57")]
    [InlineData("HEX_DECODE_STRING('534E4F57464C414B45')", "SNOWFLAKE")]
    [InlineData("TRY_HEX_DECODE_STRING('53F')", null)]
    [InlineData("LENGTH(HEX_DECODE_BINARY('0001'))", "2")]
    public Task Digests(string expression, string? expected) => GivesAsync(expression, expected);

    [Theory]
    [InlineData("HASH(1.50) = HASH(1.5)", "true")]
    [InlineData("HASH(10::NUMBER(38,0)) = HASH(10::NUMBER(5,3))", "true")]
    [InlineData("HASH(10) = HASH(10::FLOAT)", "true")]
    [InlineData("HASH('10') = HASH(10)", "false")]
    [InlineData("HASH('10') = HASH('010')", "false")]
    [InlineData("HASH(1, 2) = HASH(2, 1)", "false")]
    [InlineData("HASH('ab', 'c') = HASH('a', 'bc')", "false")]
    [InlineData("HASH(NULL) IS NULL", "false")]
    [InlineData("HASH(NULL) = HASH(NULL, NULL)", "false")]
    [InlineData("HASH('') = HASH(NULL)", "false")]
    [InlineData("HASH('2024-01-01 02:00:00 +0200'::TIMESTAMP_TZ) = HASH('2024-01-01 00:00:00 +0000'::TIMESTAMP_TZ)", "true")]
    [InlineData("HASH(10::VARIANT) = HASH(10.0::VARIANT)", "true")]
    [InlineData("(SELECT HASH(*) FROM VALUES (1, 'a')) = HASH(1, 'a')", "true")]
    public Task Laws(string expression, string? expected) => GivesAsync(expression, expected);

    [Theory]
    [InlineData("HASH_AGG(column1) FROM VALUES (1) WHERE FALSE", "0")]
    [InlineData("(SELECT HASH_AGG(*) FROM VALUES (1, 'a'), (2, 'b')) = (SELECT HASH_AGG(*) FROM VALUES (2, 'b'), (1, 'a'))", "true")]
    [InlineData("(SELECT HASH_AGG(column1, column2) FROM VALUES (1, 2)) = (SELECT HASH_AGG(column2, column1) FROM VALUES (1, 2))", "false")]
    [InlineData("(SELECT HASH_AGG(*) FROM VALUES (1), (1)) = (SELECT HASH_AGG(*) FROM VALUES (1))", "false")]
    [InlineData("(SELECT HASH_AGG(DISTINCT *) FROM VALUES (1), (1)) = (SELECT HASH_AGG(*) FROM VALUES (1))", "true")]
    [InlineData("(SELECT HASH_AGG(*) FROM VALUES (1), (NULL)) = (SELECT HASH_AGG(*) FROM VALUES (1))", "false")]
    [InlineData("(SELECT HASH_AGG(*) FROM VALUES (10)) = (SELECT HASH_AGG(*) FROM VALUES ('10'))", "false")]
    [InlineData("(SELECT HASH_AGG(*) FROM VALUES (1.0)) = (SELECT HASH_AGG(*) FROM VALUES (1.000))", "true")]
    [InlineData("(SELECT HASH_AGG(* EXCLUDE column2) FROM VALUES (1, 2)) = (SELECT HASH_AGG(column1) FROM VALUES (1, 3))", "true")]
    [InlineData("(SELECT HASH_AGG(t.*) FROM VALUES (1, 2) t) = (SELECT HASH_AGG(*) FROM VALUES (1, 2))", "true")]
    public Task AggregateLaws(string expression, string? expected) => GivesAsync(expression, expected);

    [Fact]
    public Task Hash_SpreadsEvenly() =>
        GivesAsync(
            "MIN(n) > 850 AND MAX(n) < 1150 FROM (SELECT MOD(ABS(HASH('seed', SEQ4())), 10) AS b, COUNT(*) AS n FROM TABLE(GENERATOR(ROWCOUNT => "
            + "10000)) GROUP BY 1)", "true");

    [Theory]
    [InlineData("SHA2('a', 128)", 100183, "Invalid digest size 128")]
    [InlineData("BASE64_DECODE_STRING('a b!')", 100115, "not a legal base64-encoded value: 'a b!'")]
    [InlineData("HEX_DECODE_STRING('xyz')", 100115, "not a legal hex-encoded value: 'xyz'")]
    [InlineData("HEX_DECODE_STRING('FF')", 100144, "Invalid UTF8")]
    [InlineData("UUID_STRING('x')", 1015, "a UUID and a name go together")]
    [InlineData("UUID_STRING('x', 'y')", 100183, "Invalid UUID 'x'")]
    public Task Mistakes(string expression, int code, string text) => FailsAsync(expression, code, text);
}
