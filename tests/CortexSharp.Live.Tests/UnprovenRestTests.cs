using System.Net;
using System.Text.Json;
using CortexSharp.Completions;

namespace CortexSharp.Live.Tests;

/// <summary>What Snowflake's documentation leaves open about its REST endpoints and sign-in, as CortexSharp takes it.</summary>
[Collection(LiveCollection.Name)]
public sealed class UnprovenRestTests(LiveAccount account)
{
    [SkippableFact]
    public async Task ChatCompletions_UnknownModel_HasSnowflakesErrorBody()
    {
        LiveAccount.NeedAccount();
        using var response = await account.SendAsync(
            HttpMethod.Post, "api/v2/cortex/v1/chat/completions", """{"model":"no-such-model","messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Contains("unknown model", body.GetProperty("message").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public async Task ChatCompletions_Streamed_EndsWithDone()
    {
        LiveAccount.NeedAccount();
        using var response = await account.SendAsync(
            HttpMethod.Post, "api/v2/cortex/v1/chat/completions",
            $$"""{"model":"{{LiveAccount.Model}}","stream":true,"messages":[{"role":"user","content":"Say yes"}]}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.EndsWith("data: [DONE]", (await response.Content.ReadAsStringAsync()).TrimEnd(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task InferenceComplete_StillAnswers()
    {
        LiveAccount.NeedAccount();
        using var response = await account.SendAsync(
            HttpMethod.Post, "api/v2/cortex/inference:complete",
            $$"""{"model":"{{LiveAccount.Model}}","stream":false,"messages":[{"role":"user","content":"Say yes"}]}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var choice = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("choices")[0];
        Assert.Equal(JsonValueKind.Object, choice.GetProperty("message").ValueKind);
    }

    [SkippableFact]
    public async Task Models_IsAListOfNames()
    {
        LiveAccount.NeedAccount();
        using var response = await account.SendAsync(HttpMethod.Get, "api/v2/cortex/models");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(JsonValueKind.Array, JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("models").ValueKind);
    }

    [SkippableFact]
    public async Task Schema_OnAModelOfNeitherOpenAiNorAnthropic_IsHonoured()
    {
        LiveAccount.NeedAccount();
        var answer = await account.Complete.CompleteAsync(new CompletionRequest(LiveAccount.Model, "Is Paris in France? Answer as JSON.")
        {
            ResponseSchema = ResponseSchema.Parse("""{"type":"object","properties":{"answer":{"type":"boolean"}},"required":["answer"]}"""),
        });
        Assert.Equal(JsonValueKind.True, answer.StructuredValue!.Value.GetProperty("answer").ValueKind);
    }

    [SkippableFact]
    public async Task SqlApi_UnknownHandle_IsRefusedAsUnknown()
    {
        LiveAccount.NeedAccount();
        using var response = await account.SendAsync(HttpMethod.Get, $"api/v2/statements/{Guid.NewGuid()}");
        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity]);
    }

    [SkippableFact]
    public async Task KeyPair_UnderscoreInTheAccount_StaysInTheToken()
    {
        LiveAccount.NeedAccount();
        LiveAccount.Need("PRIVATE_KEY_FILE", "a key file");
        Skip.IfNot(LiveAccount.Get("ACCOUNT")?.Contains('_', StringComparison.Ordinal) == true, "The account's name has no underscore, so this "
            + "account cannot tell.");
        using var response = await account.SendAsync(HttpMethod.Post, "api/v2/statements", """{"statement":"SELECT 1"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [SkippableFact]
    public async Task KeyPair_LowerCaseUser_IsUpperCasedInTheToken()
    {
        LiveAccount.NeedAccount();
        LiveAccount.Need("PRIVATE_KEY_FILE", "a key file");
        Skip.IfNot(LiveAccount.Get("USER")?.Any(char.IsLower) == true, "The user is written in upper case, so this account cannot tell.");
        using var response = await account.SendAsync(HttpMethod.Post, "api/v2/statements", """{"statement":"SELECT 1"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [SkippableFact]
    public async Task ChatCompletions_Answer_HasFinishReasonAndUsage()
    {
        LiveAccount.NeedAccount();
        using var response = await account.SendAsync(
            HttpMethod.Post, "api/v2/cortex/v1/chat/completions",
            $$"""{"model":"{{LiveAccount.Model}}","messages":[{"role":"user","content":"Say yes"}]}""");
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("stop", body.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.InRange(body.GetProperty("usage").GetProperty("total_tokens").GetInt64(), 1, 10_000);
    }

    [SkippableFact]
    public async Task SqlApi_UnknownRole_IsRefused()
    {
        LiveAccount.NeedAccount();
        using var response =
            await account.SendAsync(HttpMethod.Post, "api/v2/statements", """{"statement":"SELECT CURRENT_ROLE()","role":"NO_SUCH_ROLE_AT_ALL"}""");
        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
    }
}
