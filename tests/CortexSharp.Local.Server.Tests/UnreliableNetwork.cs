using System.Net;
using System.Text;

namespace CortexSharp.Local.Server.Tests;

/// <summary>A connection that loses, delays and garbles what it carries, at random but the same for the same seed.</summary>
internal sealed class UnreliableNetwork(int seed) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    private readonly Random _random = new(seed);

    /// <summary>How many requests or responses it has spoiled.</summary>
    public int Faults { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (_random.Next(40))
        {
            case 0:
                Faults++;
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Refused before anything was sent.");
            case 1:
                Faults++;
                await LoseAsync(request, cancellationToken);
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "Lost after it was carried out.");
            case 2:
                Faults++;
                return Busy(HttpStatusCode.TooManyRequests);
            case 3:
                Faults++;
                await LoseAsync(request, cancellationToken);
                return Busy(HttpStatusCode.GatewayTimeout);
            case 4:
                Faults++;
                return await CutAsync(await base.SendAsync(request, cancellationToken), cancellationToken);
            case 5:
                Faults++;
                await LoseAsync(request, cancellationToken);
                return new(HttpStatusCode.OK)
                {
                    Content = new StringContent("<html>Sign in to the hotel's network</html>", Encoding.UTF8, "text/html"),
                };
            case 6:
                Faults++;
                var late = await base.SendAsync(request, cancellationToken);
                for (var i = _random.Next(100); i > 0; i--)
                    await Task.Yield();
                return late;
            default:
                return await base.SendAsync(request, cancellationToken);
        }
    }

    private async Task LoseAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var lost = await base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> CutAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var content = response.Content;
        var bytes = await content.ReadAsByteArrayAsync(cancellationToken);
        response.Content = new ByteArrayContent(bytes, 0, _random.Next(bytes.Length));
        foreach (var (name, values) in content.Headers)
        {
            if (name != "Content-Length")
                response.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return response;
    }

    private static HttpResponseMessage Busy(HttpStatusCode status) => new(status) { Content = new StringContent("busy") };
}
