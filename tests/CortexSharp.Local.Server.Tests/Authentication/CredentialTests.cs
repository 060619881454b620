using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CortexSharp.Conformance;
using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.Tests.Authentication;

public class CredentialTests : ServerTest
{
    private static readonly DateTimeOffset Now = new ManualTimeProvider().GetUtcNow();
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly RSA OtherKey = RSA.Create(2048);

    private protected override LocalCortexServerOptions Options => new()
    {
        Cortex = new() { TimeProvider = new ManualTimeProvider() },
        Credentials =
            new() { PublicKeys = new Dictionary<string, string> { ["ALICE"] = Key.ExportSubjectPublicKeyInfoPem() }, Tokens = ["secret-token"] },
    };

    [Fact]
    public async Task Token_Known_IsTaken() => Assert.Equal(HttpStatusCode.OK, (await AskAsync("secret-token")).Status);

    [Fact]
    public async Task Token_Unknown_IsRefused() => await AssertRefusedAsync("other-token", "390303");

    [Fact]
    public async Task Jwt_SignedByTheUser_IsTaken() => Assert.Equal(HttpStatusCode.OK, (await AskAsync(Jwt())).Status);

    [Fact]
    public async Task Jwt_OfAnotherKey_IsRefused() => await AssertRefusedAsync(Jwt(signer: OtherKey), "390144");

    [Fact]
    public async Task Jwt_OfAnUnknownUser_IsRefused() => await AssertRefusedAsync(Jwt(user: "BOB"), "390144");

    [Fact]
    public async Task Jwt_WithAnotherFingerprint_IsRefused() => await AssertRefusedAsync(Jwt(fingerprintOf: OtherKey), "390144");

    [Fact]
    public async Task Jwt_Expired_IsRefused() =>
        await AssertRefusedAsync(Jwt(issued: Now.AddMinutes(-30), lifetime: TimeSpan.FromMinutes(30)), "390144");

    [Fact]
    public async Task Jwt_OlderThanAnHour_IsRefusedThoughItSaysOtherwise() =>
        await AssertRefusedAsync(Jwt(issued: Now.AddMinutes(-61), lifetime: TimeSpan.FromHours(5)), "390144");

    [Fact]
    public async Task NoCredentials_AreRefused() => Assert.Equal(HttpStatusCode.Unauthorized, (await RunAsync("SELECT 1")).Status);

    private static string Jwt(
        string user = "ALICE", RSA? signer = null, RSA? fingerprintOf = null, DateTimeOffset? issued = null, TimeSpan? lifetime = null)
    {
        var fingerprint = Convert.ToBase64String(SHA256.HashData((fingerprintOf ?? Key).ExportSubjectPublicKeyInfo()));
        var from = (issued ?? Now).ToUnixTimeSeconds();
        var until = from + (long)(lifetime ?? TimeSpan.FromMinutes(59)).TotalSeconds;
        var claims = $$"""{"iss":"MYORG-ACCT.{{user}}.SHA256:{{fingerprint}}","sub":"MYORG-ACCT.{{user}}","iat":{{from}},"exp":{{until}}}""";
        var text = $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims)}";
        var signature = (signer ?? Key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private Task<Answer> AskAsync(string token)
    {
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return RunAsync("SELECT 1");
    }

    private async Task AssertRefusedAsync(string token, string code)
    {
        var answer = await AskAsync(token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(code, answer.Code);
    }
}
