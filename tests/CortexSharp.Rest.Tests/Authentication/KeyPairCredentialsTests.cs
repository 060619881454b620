using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CortexSharp.Conformance;
using CortexSharp.Rest.Authentication;

namespace CortexSharp.Rest.Tests.Authentication;

public class KeyPairCredentialsTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(TestKeys.Pkcs8, null)]
    [InlineData(TestKeys.Pkcs1, null)]
    [InlineData(TestKeys.Encrypted, TestKeys.Passphrase)]
    public void FromPem_EachForm_GivesTheFingerprintOfOpenSsl(string pem, string? passphrase)
    {
        using var credentials = KeyPairCredentials.FromPem("myorg-myaccount", "jane", pem, passphrase);
        Assert.Equal(TestKeys.Fingerprint, credentials.Fingerprint);
    }

    [Theory]
    [InlineData(TestKeys.Encrypted, null, "is encrypted: give its passphrase")]
    [InlineData(TestKeys.Encrypted, "wrong", "the passphrase is wrong")]
    [InlineData(TestKeys.OldEncrypted, TestKeys.Passphrase, "openssl pkcs8 -topk8")]
    [InlineData(TestKeys.Public, null, "is the public key")]
    [InlineData(TestKeys.Elliptic, null, "is an elliptic-curve key")]
    [InlineData(TestKeys.EllipticPkcs8, null, "is an elliptic-curve key")]
    [InlineData(TestKeys.EllipticEncrypted, TestKeys.Passphrase, "is an elliptic-curve key")]
    [InlineData("MIIEvQIBADAN", null, "holds no PEM")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", null, "holds a CERTIFICATE")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----", null, "is no RSA private key, or is damaged")]
    public void FromPem_WrongKey_SaysWhatIsWrongWithoutShowingIt(string pem, string? passphrase, string words)
    {
        var exception = Assert.Throws<CortexException>(() => KeyPairCredentials.FromPem("a", "u", pem, passphrase));
        Assert.Equal(CortexErrorKind.Authentication, exception.Kind);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MII", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestKeys.Passphrase, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FromFile_MissingFile_NamesIt()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        Assert.Contains(path, Assert.Throws<CortexException>(() => KeyPairCredentials.FromFile("a", "u", path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "u")]
    [InlineData("a", " ")]
    public void FromPem_NoAccountOrUser_Throws(string account, string user) =>
        Assert.Throws<ArgumentException>(() => KeyPairCredentials.FromPem(account, user, TestKeys.Pkcs8));

    [Fact]
    public async Task GetToken_Claims_AreThoseOfSnowflakesPage()
    {
        using var credentials = KeyPairCredentials.FromPem("myorg-my_acct.privatelink", "Jane\"Doe", TestKeys.Pkcs8, null, _time);
        var token = await credentials.GetTokenAsync();
        var parts = token.Secret.Split('.');
        using var header = JsonDocument.Parse(Decode(parts[0]));
        using var claims = JsonDocument.Parse(Decode(parts[1]));
        Assert.Equal("RS256", header.RootElement.GetProperty("alg").GetString());
        Assert.Equal(["iss", "sub", "iat", "exp"], claims.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal($"MYORG-MY_ACCT.JANE\"DOE.{TestKeys.Fingerprint}", claims.RootElement.GetProperty("iss").GetString());
        Assert.Equal("MYORG-MY_ACCT.JANE\"DOE", claims.RootElement.GetProperty("sub").GetString());
        var issued = claims.RootElement.GetProperty("iat").GetInt64();
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds() - 30, issued);
        Assert.Equal(issued + (59 * 60), claims.RootElement.GetProperty("exp").GetInt64());
        using var key = RSA.Create();
        key.ImportFromPem(TestKeys.Public);
        Assert.True(
            key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("KEYPAIR_JWT", token.Type.Value);
    }

    [Fact]
    public async Task GetToken_UntilFiveMinutesBeforeItsEnd_StaysTheSame()
    {
        using var credentials = KeyPairCredentials.FromPem("a", "u", TestKeys.Pkcs8, null, _time);
        var first = await credentials.GetTokenAsync();
        _time.Advance(TimeSpan.FromMinutes(53));
        Assert.Same(first, await credentials.GetTokenAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(first, await credentials.GetTokenAsync());
    }

    [Fact]
    public async Task GetToken_Refused_IsSignedAnew()
    {
        using var credentials = KeyPairCredentials.FromPem("a", "u", TestKeys.Pkcs8, null, _time);
        var first = await credentials.GetTokenAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await credentials.GetTokenAsync(first);
        Assert.NotEqual(first, second);
        // A second caller that was refused with the same old token takes the new one.
        Assert.Same(second, await credentials.GetTokenAsync(first));
    }

    [Fact]
    public async Task ToString_ShowsNoSecret()
    {
        using var credentials = KeyPairCredentials.FromPem("a", "u", TestKeys.Pkcs8, null, _time);
        Assert.Equal($"key pair of A.U, {TestKeys.Fingerprint}", credentials.ToString());
        Assert.Equal("KEYPAIR_JWT token", (await credentials.GetTokenAsync()).ToString());
    }

    [Theory]
    [InlineData("myorg-myacct", "MYORG-MYACCT", "myorg-myacct.snowflakecomputing.com")]
    [InlineData("myorg-my_acct", "MYORG-MY_ACCT", "myorg-my-acct.snowflakecomputing.com")]
    [InlineData("xy12345.us-east-1.aws", "XY12345", "xy12345.us-east-1.aws.snowflakecomputing.com")]
    [InlineData("xy12345.privatelink", "XY12345", "xy12345.privatelink.snowflakecomputing.com")]
    [InlineData("acme-1a2b.global", "ACME", "acme-1a2b.global.snowflakecomputing.com")]
    [InlineData("MyOrg-Acct.snowflakecomputing.com", "MYORG-ACCT", "myorg-acct.snowflakecomputing.com")]
    public void AccountIdentifier_EachForm_HasItsHostAndItsNameInATokens(string account, string inToken, string host)
    {
        Assert.Equal(inToken, AccountIdentifier.InToken(account));
        Assert.Equal(host, AccountIdentifier.Host(account));
    }

    private static byte[] Decode(string base64Url) => System.Buffers.Text.Base64Url.DecodeFromChars(base64Url);
}
