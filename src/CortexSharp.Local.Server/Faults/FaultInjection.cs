using System.Net;
using CortexSharp.Local.Server.Hosting;
using Microsoft.AspNetCore.Http;

namespace CortexSharp.Local.Server.Faults;

/// <summary>Lets requests go wrong, as <see cref="FaultSwitches"/> say.</summary>
/// <param name="switches">They decide.</param>
internal sealed class FaultInjection(FaultSwitches switches)
{
    private static readonly object PendingKey = new();

    /// <summary>Whether the SQL API is to say that the statement still runs.</summary>
    public static bool IsPending(HttpContext context) => context.Items.ContainsKey(PendingKey);

    /// <summary>Carries a request out, or lets it go wrong.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">Carries it out.</param>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        switch (switches.Take())
        {
            case null:
                await next(context).ConfigureAwait(false);
                break;
            case FaultKind.Throttle:
                await Refusal.WriteAsync(context.Response, HttpStatusCode.TooManyRequests, "390505", "Too many requests.").ConfigureAwait(false);
                break;
            case FaultKind.ExpireToken:
                await Refusal.WriteAsync(
                    context.Response, HttpStatusCode.Unauthorized, "390318", "OAuth access token expired.").ConfigureAwait(false);
                break;
            case FaultKind.DropBefore:
                context.Abort();
                break;
            case FaultKind.Pending:
                context.Items[PendingKey] = true;
                await next(context).ConfigureAwait(false);
                break;
            case FaultKind.DropAfter:
                await HoldBackAsync(context, next).ConfigureAwait(false);
                context.Abort();
                break;
            case FaultKind.Garble:
                var garbled = await HoldBackAsync(context, next).ConfigureAwait(false);
                garbled.AsSpan(garbled.Length / 2).Clear();
                await context.Response.Body.WriteAsync(garbled).ConfigureAwait(false);
                break;
            case FaultKind.FailMidStream:
                await EndInTheMiddleAsync(context, await HoldBackAsync(context, next).ConfigureAwait(false)).ConfigureAwait(false);
                break;
        }
    }

    private static async Task EndInTheMiddleAsync(HttpContext context, byte[] body)
    {
        if (context.Response.ContentType == "text/event-stream")
        {
            var events = body.AsSpan(0, body.Length / 2).LastIndexOf("\n\n"u8) is var end and >= 0 ? end + 2 : 0;
            await context.Response.Body.WriteAsync(body.AsMemory(0, events)).ConfigureAwait(false);
            await context.Response.WriteAsync(
                """data: {"error":{"message":"Something went wrong during generation","code":"500"}}""" + "\n\n").ConfigureAwait(false);
            return;
        }

        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2)).ConfigureAwait(false);
        await context.Response.Body.FlushAsync().ConfigureAwait(false);
        context.Abort();
    }

    private static async Task<byte[]> HoldBackAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        try
        {
            await next(context).ConfigureAwait(false);
            await context.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            context.Response.Body = body;
        }

        return held.ToArray();
    }
}
