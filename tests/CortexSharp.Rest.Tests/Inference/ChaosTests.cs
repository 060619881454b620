using System.Net;
using System.Text;
using CortexSharp.Completions;

namespace CortexSharp.Rest.Tests.Inference;

/// <summary>
/// A server that throttles, times out, drops and garbles by chance (seeded): the right answer or an error, and no second answer begun.
/// </summary>
public class ChaosTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ask_ThousandTimes_GivesTheRightAnswerOrAnError(bool stream)
    {
        var random = new Random(20261128);
        var (answered, failed) = (0, 0);
        for (var call = 0; call < 1000; call++)
        {
            var (question, begun) = ($"Question {call}: {random.Next()}", 0);
            var server = new ScriptedServer { Options = { MaxRetries = 3 } };
            for (var i = 0; i < 8; i++) // four tries, each of which may renew its token and go out again
                server.Then(_ => Respond(random, question, () => begun++));
            try
            {
                var client = server.Client();
                var request = new CompletionRequest("m", question);
                var result = stream ? (await client.StreamAsync(request).ToListAsync())[^1].Result! : await client.CompleteAsync(request);
                Assert.Equal($"answer to {question}", result.Text);
                answered++;
            }
            catch (CortexException)
            {
                failed++;
            }

            Assert.InRange(begun, 0, 1);
            Assert.InRange(server.Requests.Count, 1, 8);
        }

        // By the seed; both must happen for the test to say anything.
        Assert.True(answered > 300 && failed > 100, $"{answered} answered, {failed} failed");
    }

    private static HttpResponseMessage Respond(Random random, string question, Action begin)
    {
        switch (random.Next(10))
        {
            case 0:
                return new(HttpStatusCode.TooManyRequests);
            case 1:
                return new(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("""{"message":"inference timed out"}""") };
            case 2:
                return new(HttpStatusCode.InternalServerError);
            case 3:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "x");
            case 4:
                return Json("""{"code":"390112","message":"Your session has expired."}""");
            default:
                begin();
                return Answer(random, question);
        }
    }

    private static HttpResponseMessage Answer(Random random, string question)
    {
        var pieces =
            $"answer to {question}".Chunk(5).Select(piece => $"{{\"choices\":[{{\"delta\":{{\"content\":\"{new string(piece)}\"}}}}]}}").ToList();
        var fault = random.Next(8);
        if (fault == 0)
            pieces.Insert(random.Next(pieces.Count), """{"error":{"message":"boom","code":"500"}}""");
        var body = Encoding.UTF8.GetBytes(string.Concat(pieces.Append("[DONE]").Select(piece => $"data: {piece}\n\n")));
        if (fault == 1)
            body = body[..random.Next(body.Length - 14)]; // without the mark of the end, or within an event
        if (fault == 2)
            body[Array.IndexOf(body, (byte)'{', random.Next(body.Length / 2)) + 1] = 0xFF;
        var response = new HttpResponseMessage { Content = new ByteArrayContent(body) };
        response.Content.Headers.ContentType = new("text/event-stream");
        return fault == 3
            ? Json("""{"choices":[{"message":{"content":"answer"}}]}""".Replace("answer", $"answer to {question}", StringComparison.Ordinal))
            : response;
    }

    private static HttpResponseMessage Json(string body) => new() { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
