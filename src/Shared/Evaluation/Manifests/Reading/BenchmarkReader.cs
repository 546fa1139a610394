using MuBench.Imaging.Display;
using MuBench.Manifests.Reading.Fields;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the <c>benchmark</c> object.</summary>
internal static class BenchmarkReader
{
    private static readonly BenchmarkManifest Defaults = new() { Dataset = "" };

    public static readonly TextField Dataset =
        new("dataset", "the name of a dataset in the store, or a folder beside the manifest written './FOLDER'") { IsRequired = true };

    public static readonly ListField Tasks =
        new("tasks", "a list of tasks such as [\"coarse\", \"fine\"]", 1, 1000) { Default = Defaults.Tasks };

    public static readonly ChoiceField Protocol = new("protocol", ["official", "strict"]) { Default = Defaults.Protocol };
    public static readonly TextField Display = new("display", "how images of more than 8 bits are shown, such as \"percentile 0.1-99.9\"");
    public static readonly IntegerField Limit = new("limit", 1, int.MaxValue);
    public static readonly IntegerField Seed = new("seed", int.MinValue, int.MaxValue) { Default = Defaults.Seed };

    public static IReadOnlyList<ManifestField> Fields { get; } = [Dataset, Tasks, Protocol, Display, Limit, Seed, PassesReader.Repeats, PassesReader.Permutations];

    /// <summary>Reads the object; the tasks are null if the list has a fault.</summary>
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
            Display = ReadDisplay(reader),
            Limit = (int?)reader.Integer(Limit),
            Seed = (int?)reader.Integer(Seed) ?? Defaults.Seed,
        };
        return (benchmark, tasks);
    }

    // The rule is stored in its canonical spelling, so that two spellings give one run id.
    private static string? ReadDisplay(JsonObjectReader reader)
    {
        if (reader.Text(Display) is not { } text)
            return null;
        if (DisplayRule.TryParse(text, out var rule))
            return rule.ToString();
        reader.Fault(Display, $"'{text}' is not a way to show deep images: expected {DisplayRule.Expected}");
        return null;
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
