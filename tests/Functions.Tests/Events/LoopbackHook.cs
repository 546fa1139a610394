using Microsoft.AspNetCore.Http;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.Events;

/// <summary>A target of events on loopback.</summary>
internal sealed class LoopbackHook : LoopbackServer<HookCall>
{
    private readonly Func<HookCall, int> _answer;

    private LoopbackHook(Func<HookCall, int> answer) => _answer = answer;

    /// <summary>Starts a target that answers with a status.</summary>
    public static async Task<LoopbackHook> StartAsync(Func<HookCall, int> answer)
    {
        var server = new LoopbackHook(answer);
        await server.ListenAsync(0);
        return server;
    }

    protected override async Task HandleAsync(int number, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var call = new HookCall(number, headers, body.ToArray());
        Keep(call);
        context.Response.StatusCode = _answer(call);
    }
}
