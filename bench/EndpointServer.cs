using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MuBench.Bench;

/// <summary>An endpoint of its own process that answers every chat completion after a fixed time: <c>serve PORT MILLISECONDS</c>.</summary>
internal static class EndpointServer
{
    private static readonly byte[] Completion = """
        {"id":"c","object":"chat.completion","created":1700000000,"model":"bench-1","system_fingerprint":"fp","choices":[{"index":0,"message":{"role":"assistant","content":"A","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":300,"completion_tokens":1,"total_tokens":301}}
        """u8.ToArray();

    private static int _calls;

    public static async Task<int> RunAsync(int port, int milliseconds)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.Run(context => HandleAsync(context, milliseconds));
        await app.StartAsync();
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync(); // the parent's end of the pipe is this process's life
        await app.StopAsync();
        return 0;
    }

    private static async Task HandleAsync(HttpContext context, int milliseconds)
    {
        if (context.Request.Path == "/calls")
        {
            await context.Response.WriteAsync(Volatile.Read(ref _calls).ToString());
            return;
        }

        Interlocked.Increment(ref _calls);
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        if (milliseconds > 0)
            await Task.Delay(milliseconds, context.RequestAborted);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Completion.Length;
        await context.Response.Body.WriteAsync(Completion, context.RequestAborted);
    }
}
