namespace MuBench.Manifests.Requests;

/// <summary>The values of <c>detail</c> in OpenAI's protocol.</summary>
public static class ImageDetails
{
    /// <summary>A version of at most 512 x 512 pixels.</summary>
    public const string Low = "low";

    /// <summary>The image as it is, up to the model's own limit. MuBench sends this value if the manifest sets none.</summary>
    public const string High = "high";

    /// <summary>The provider decides.</summary>
    public const string Auto = "auto";

    /// <summary>All values.</summary>
    public static IReadOnlyList<string> All { get; } = [Low, High, Auto];
}
