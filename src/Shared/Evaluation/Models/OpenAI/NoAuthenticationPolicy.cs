using System.ClientModel.Primitives;

namespace MuBench.Models.OpenAI;

/// <summary>Sends no credential: local servers need none, and an invented one would be misleading.</summary>
internal sealed class NoAuthenticationPolicy : AuthenticationPolicy
{
    /// <inheritdoc/>
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        ProcessNext(message, pipeline, currentIndex);

    /// <inheritdoc/>
    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        ProcessNextAsync(message, pipeline, currentIndex);
}
