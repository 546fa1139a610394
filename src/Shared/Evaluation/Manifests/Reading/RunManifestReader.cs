using System.Text.Json;
using MuBench.Endpoints;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the whole manifest.</summary>
internal static class RunManifestReader
{
    public static readonly TextField Schema = new("$schema", "the address of the manifest's JSON schema, for editors") { Accepts = _ => true };
    public static readonly TextField Name = new("name", ManifestNames.Description) { IsRequired = true, Accepts = ManifestNames.IsName };
    public static readonly ObjectField Benchmark = new("benchmark", BenchmarkReader.Fields) { IsRequired = true };

    public static readonly ListField Models =
        new("models", $"a list of 1 to {ManifestReader.MaxModels} models", 1, ManifestReader.MaxModels) { IsRequired = true };

    public static readonly ObjectField Generation = new("generation", GenerationReader.Fields);
    public static readonly ListField Controls = PassesReader.Controls;
    public static readonly ObjectField Budget = BudgetReader.Budget;
    public static readonly NumberField FailAbove = new("failAbove", 0, 1) { Default = 0.02 };
    public static readonly NumberField AlarmAbove = new("alarmAbove", 0, 1) { Default = RunManifest.DefaultAlarmAbove };
    public static readonly ListField Gate = new("gate", "a list of at most 1000 conditions", 0, 1000);

    public static readonly TextField Nonce =
        new("nonce", "a text of 1 to 64 characters on one line") { Accepts = text => ManifestNames.IsLine(text, 64) };

    public static IReadOnlyList<ManifestField> Fields { get; } = [Schema, Name, Benchmark, Models, Generation, Controls, Budget, UntilReader.Until, FailAbove, AlarmAbove, Gate, Nonce, ExcerptReader.Excerpt];

    public static RunManifest? Read(JsonElement root, EndpointPolicy? endpoints, ManifestFaults faults, Func<string, string> wholeRunId)
    {
        if (JsonObjectReader.Open(root, "$", "an object with 'name', 'benchmark' and 'models'", faults) is not { } reader)
            return null;
        reader.CheckNames(Fields, Explain);
        reader.Text(Schema);
        var name = reader.Text(Name);
        var benchmarkReader = reader.Object(Benchmark);
        var (benchmark, tasks) = BenchmarkReader.Read(benchmarkReader);
        var passes = PassesReader.Read(reader, benchmarkReader);
        var generation = GenerationReader.Read(reader.Object(Generation), new GenerationManifest());
        var models = ModelListReader.Read(reader, Models, generation, tasks, endpoints, out var ids);
        var asked = PassesReader.Resolve(models, passes);
        var whole = new RunManifest
        {
            Name = name ?? "",
            Benchmark = benchmark,
            Models = asked,
            // An excerpt asks its part of the questions, whatever they show.
            Until = reader.Has(ExcerptReader.Excerpt) ? null : UntilReader.Read(reader, asked, ids, tasks),
            MaxUsd = BudgetReader.Read(reader, models),
            FailAbove = reader.Number(FailAbove, (double)FailAbove.Default!)!.Value,
            AlarmAbove = reader.Number(AlarmAbove, (double)AlarmAbove.Default!)!.Value,
            Gate = GateReader.Read(reader, Gate, ids, tasks),
            Nonce = reader.Text(Nonce),
        };
        return ExcerptReader.Apply(reader, whole, tasks, () => wholeRunId(whole.Name));
    }

    /// <summary>Explains a field that this version does not have, or that belongs one level deeper.</summary>
    private static string? Explain(string name) =>
        Benchmark.Fields.Any(field => field.Name == name) ? $"belongs in '{Benchmark.Name}'"
        : Generation.Fields.Any(field => field.Name == name) ? $"belongs in '{Generation.Name}'"
        : FieldAliases.Find(name, Generation.Fields) is { } setting ? $"write it as '{setting}' in '{Generation.Name}'"
        : FieldAliases.Find(name, Benchmark.Fields) is { } question ? $"write it as '{question}' in '{Benchmark.Name}'"
        : null;
}
