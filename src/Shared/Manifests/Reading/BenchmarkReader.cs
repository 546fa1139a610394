namespace MuBench.Manifests.Reading;

/// <summary>Reads the <c>benchmark</c> object.</summary>
internal static class BenchmarkReader
{
    private static readonly BenchmarkManifest Defaults = new() { Dataset = "" };

    public static readonly TextField Dataset =
        new("dataset", "the name of a dataset in the store, or a folder beside the manifest written './FOLDER'") { Required = true };

    public static readonly ListField Tasks =
        new("tasks", "a list of tasks such as [\"coarse\", \"fine\"]", 1, 1000) { Default = Defaults.Tasks };

    public static readonly ChoiceField Protocol = new("protocol", ["official", "strict"]) { Default = Defaults.Protocol };
    public static readonly IntegerField Limit = new("limit", 1, int.MaxValue);
    public static readonly IntegerField Seed = new("seed", int.MinValue, int.MaxValue) { Default = Defaults.Seed };

    public static IReadOnlyList<ManifestField> Fields { get; } = [Dataset, Tasks, Protocol, Limit, Seed, PassesReader.Repeats, PassesReader.Permutations];

    /// <summary>Reads the object; the tasks are null where the list has a fault.</summary>
    public static (BenchmarkManifest Benchmark, IReadOnlyList<string>? Tasks) Read(JsonObjectReader? reader)
    {
        if (reader is null)
            return (Defaults, null);
        var tasks = reader.Has(Tasks) ? TaskListReader.Read(reader.List(Tasks), reader.Faults) : Defaults.Tasks;
        var benchmark = new BenchmarkManifest
        {
            Dataset = ReadDataset(reader) ?? "",
            Tasks = tasks ?? [],
            Protocol = reader.Choice(Protocol) ?? Defaults.Protocol,
            Limit = (int?)reader.Integer(Limit),
            Seed = (int?)reader.Integer(Seed) ?? Defaults.Seed,
        };
        return (benchmark, tasks);
    }

    private static string? ReadDataset(JsonObjectReader reader)
    {
        if (reader.Text(Dataset) is not { } text)
            return null;
        if (StoreReferences.DatasetFault(text) is { } fault)
            reader.Fault(Dataset, fault);
        return StoreReferences.Normalize(text);
    }
}
