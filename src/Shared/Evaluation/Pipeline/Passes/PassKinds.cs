using MuBench.Manifests;

namespace MuBench.Pipeline.Passes;

/// <summary>The kinds of passes beside the official one.</summary>
public static class PassKinds
{
    /// <inheritdoc cref="Controls.Blind"/>
    public const string Blind = Controls.Blind;

    /// <inheritdoc cref="Controls.ShuffledImage"/>
    public const string ShuffledImage = Controls.ShuffledImage;

    /// <summary>The same question once more.</summary>
    public const string Repeat = "repeat";

    /// <summary>The same question with its options in another order.</summary>
    public const string Order = "order";
}
