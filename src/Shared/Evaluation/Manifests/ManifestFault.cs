namespace MuBench.Manifests;

/// <summary>One thing that is wrong with a manifest. Never holds the value of a secret.</summary>
/// <param name="Path">Where: a JSON path such as <c>$.models[2].endpoint</c>.</param>
/// <param name="Message">What was expected, what was found, and the remedy.</param>
public sealed record ManifestFault(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}
