using MuBench.Manifests;

namespace MuBench.Pipeline.Passes;

/// <summary>The kinds of passes in addition to the main one.</summary>
internal static class PassKinds
{
    /// <inheritdoc cref="Controls.Blind"/>
    public const string Blind = Controls.Blind;

    /// <inheritdoc cref="Controls.ShuffledImage"/>
    public const string ShuffledImage = Controls.ShuffledImage;

    /// <summary>The same question again.</summary>
    public const string Repeat = "repeat";

    /// <summary>The same question with its options in another order.</summary>
    public const string Order = "order";
}
