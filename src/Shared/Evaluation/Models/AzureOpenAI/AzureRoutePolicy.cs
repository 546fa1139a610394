using System.ClientModel.Primitives;

namespace MuBench.Models.AzureOpenAI;

/// <summary>
/// Sends a call to the address of its route. The clients write addresses of their own: Azure's client knows no v1 and no version newer
/// than itself, and OpenAI's client no dated version.
/// </summary>
internal sealed class AzureRoutePolicy(AzureRoute route) : PipelinePolicy
{
    private static readonly string[] Operations = [AzureRoute.Chat, AzureRoute.Responses];

    /// <inheritdoc/>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Direct(message.Request);
        ProcessNext(message, pipeline, currentIndex);
    }

    /// <inheritdoc/>
    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Direct(message.Request);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private void Direct(PipelineRequest request)
    {
        var operation = Operations.FirstOrDefault(operation => request.Uri?.AbsolutePath.EndsWith("/" + operation, StringComparison.Ordinal) == true)
            ?? throw new InvalidOperationException($"The client called {request.Uri?.AbsolutePath}, an operation without a route.");
        request.Uri = route.AddressOf(operation);
    }
}
