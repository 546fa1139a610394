namespace MuBench.Manifests;

/// <summary>One fault of a manifest. It never contains the value of a secret.</summary>
/// <param name="Path">JSON path of the fault, such as <c>$.models[2].endpoint</c>.</param>
/// <param name="Message">What was expected, what was found, and the remedy.</param>
public sealed record ManifestFault(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}
