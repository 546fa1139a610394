using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MuBench.Bench;

/// <summary>
/// An endpoint in its own process that responds to every chat completion after a fixed time: <c>serve PORT MILLISECONDS</c>. With the
/// further argument <c>capacity</c> or <c>capacity-retry-after</c>, it has a hidden capacity that <c>/capacity/RATE</c> changes.
/// </summary>
internal static class EndpointServer
{
    private static readonly byte[] Completion = """
        {"id":"c","object":"chat.completion","created":1700000000,"model":"bench-1","system_fingerprint":"fp","choices":[{"index":0,"message":{"role":"assistant","content":"A","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":300,"completion_tokens":1,"total_tokens":301}}
        """u8.ToArray();

    private static readonly byte[] Refusal = """{"error":{"message":"Too many requests.","type":"requests","code":"rate_limit_exceeded"}}"""u8.ToArray();

    private static int _calls;
    private static long _first;
    private static long _last;

    public static async Task<int> RunAsync(int port, int milliseconds, HiddenCapacity? capacity = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.Run(context => HandleAsync(context, milliseconds, capacity));
        await app.StartAsync();
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync(); // ends when the parent process closes its end of the pipe
        await app.StopAsync();
        return 0;
    }

    private static async Task HandleAsync(HttpContext context, int milliseconds, HiddenCapacity? capacity)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/capacity/", StringComparison.Ordinal))
            capacity!.Set(double.Parse(path["/capacity/".Length..], CultureInfo.InvariantCulture));
        if (path == "/calls")
            await context.Response.WriteAsync(Volatile.Read(ref _calls).ToString());
        else if (path == "/times")
            await context.Response.WriteAsync($"{Interlocked.Exchange(ref _first, 0)} {Interlocked.Exchange(ref _last, 0)}");
        else if (path == "/counts" || path.StartsWith("/capacity/", StringComparison.Ordinal))
            await context.Response.WriteAsync($"{capacity!.Accepted} {capacity.Refused}");
        else
            await RespondAsync(context, milliseconds, capacity);
    }

    private static async Task RespondAsync(HttpContext context, int milliseconds, HiddenCapacity? capacity)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.CompareExchange(ref _first, TimeProvider.System.GetUtcNow().Ticks, 0);
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var accepted = capacity?.TryTake() ?? true;
        if (!accepted)
        {
            context.Response.StatusCode = 429;
            if (capacity!.SaysRetryAfter)
                context.Response.Headers.RetryAfter = "1"; // whole seconds, at least one
        }
        else if (milliseconds > 0)
        {
            await Task.Delay(milliseconds, context.RequestAborted);
        }

        var body = accepted ? Completion : Refusal;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        Volatile.Write(ref _last, TimeProvider.System.GetUtcNow().Ticks);
    }
}
