using Microsoft.AspNetCore.Http;

namespace MuBench.TestUtils.Http;

/// <summary>A server that returns the test's responses. By default it serves OpenAI's chat completions.</summary>
public sealed class LoopbackChatServer : LoopbackServer<ChatCall>
{
    private readonly Func<ChatCall, Task<LoopbackResponse>> _answer;

    private LoopbackChatServer(Func<ChatCall, Task<LoopbackResponse>> answer) => _answer = answer;

    /// <summary>Starts a server; port 0 selects a free one.</summary>
    public static async Task<LoopbackChatServer> StartAsync(Func<ChatCall, Task<LoopbackResponse>> answer, int port = 0)
    {
        var server = new LoopbackChatServer(answer);
        await server.ListenAsync(port);
        return server;
    }

    /// <summary>Starts a server that responds at once.</summary>
    public static Task<LoopbackChatServer> StartAsync(Func<ChatCall, LoopbackResponse> answer) =>
        StartAsync(call => Task.FromResult(answer(call)));

    /// <inheritdoc/>
    protected override async Task HandleAsync(int number, HttpContext context)
    {
        var call = await ChatCall.ReadAsync(number, context);
        Keep(call);
        var reply = await InFlightAsync(() => _answer(call));
        await reply.WriteAsync(context);
    }
}
