using Microsoft.Extensions.AI;
using MuBench.Models.Calls;
using MuBench.Models.Generative;

namespace MuBench.Models.Servers;

/// <summary>Checks whether a server is ready, and then asks one question about an image: a server may list a model that cannot answer.</summary>
internal sealed class ServerCheck(ServerProbe probe, IChatProvider provider, TimeSpan deadline, TimeProvider time) : IDisposable
{
    private const string Question = "Answer with a single letter, no extra details.\nQuestion:Which is the darker half of the picture?\nA) the left one\nB) the right one";

    // 56 x 56 pixels, dark on the left: a size that every vision encoder accepts.
    private const string Picture = "iVBORw0KGgoAAAANSUhEUgAAADgAAAA4CAIAAAAn5KxJAAAAQ0lEQVR42u3OMQEAAAgDoEWxfxojeZhhHyQgU7AFERUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVfQczTDsAp4MZkwAAAABJRU5ErkJggg==";

    /// <summary>Whether the server is up and lists the model. The model itself is not asked.</summary>
    public Task<ServerState> ProbeAsync(CancellationToken cancellationToken) => probe.AskAsync(cancellationToken);

    /// <summary>Runs all checks once. Throws only when the token fires.</summary>
    public async Task<ServerState> RunAsync(CancellationToken cancellationToken)
    {
        var state = await probe.AskAsync(cancellationToken).ConfigureAwait(false);
        if (state.Readiness != ServerReadiness.Ready)
            return state;
        var started = time.GetTimestamp();
        if (await CanaryAsync(cancellationToken).ConfigureAwait(false) is { } fault)
            return StateOf(fault);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        return state with { CanarySeconds = seconds, Facts = await probe.ReadFactsAsync(state.Facts!, cancellationToken).ConfigureAwait(false) };
    }

    /// <inheritdoc/>
    public void Dispose() => probe.Dispose();

    private async Task<CallFault?> CanaryAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(deadline);
        try
        {
            List<AIContent> contents = [new TextContent(Question), provider.CreateImage(Convert.FromBase64String(Picture), "image/png")];
            await provider.Client.GetResponseAsync([new ChatMessage(ChatRole.User, contents)], provider.Options, limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The caller that waits for the server reports it.
            return limit.IsCancellationRequested
                ? new CallFault(CallFaultKind.Transient, $"the canary question had no answer within {deadline.TotalSeconds:0.#} s ('timeout' of the model)")
                : provider.Explain(exception);
        }
    }

    private static ServerState StateOf(CallFault fault) => fault.Kind switch
    {
        CallFaultKind.Filtered => ServerState.Ready,
        CallFaultKind.Rejected or CallFaultKind.Unauthorized or CallFaultKind.Fatal => ServerState.Unusable($"the canary question, one about a picture, failed: {fault.Message}"),
        _ => ServerState.NotReady(fault.Message),
    };
}
