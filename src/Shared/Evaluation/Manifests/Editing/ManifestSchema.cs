namespace MuBench.Manifests.Editing;

/// <summary>The JSON schema of manifests, <c>schema/manifest.schema.json</c>.</summary>
public static class ManifestSchema
{
    /// <summary>The schema.</summary>
    public static string Json { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(ManifestSchema).Assembly.GetManifestResourceStream("MuBench.Manifests.manifest.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
