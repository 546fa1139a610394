using System.Text.Json;
using MuBench.Manifests;
using MuBench.Manifests.Reading;
using MuBench.Manifests.Reading.Fields;
using MuBench.TestUtils;

namespace MuBench.Tests.Manifests;

/// <summary>
/// <c>docs/manifest.md</c> agrees with the code: its examples can be read, its faults are those that a user gets, and its tables have every
/// field, default and range.
/// </summary>
public sealed class ManifestDocsTests
{
    private static readonly string Text = File.ReadAllText(RepositoryFiles.Path("docs", "manifest.md")).ReplaceLineEndings("\n");

    private static readonly IReadOnlyList<(string Language, string Code)> Blocks =
        [.. Text.Split("```").Where((_, index) => index % 2 == 1).Select(block => (block[..block.IndexOf('\n')], block[(block.IndexOf('\n') + 1)..]))];

    [Fact]
    public void Examples_Manifests_AreReadOrHaveTheFaultsShown()
    {
        Assert.NotEmpty(Blocks);
        foreach (var (block, index) in Blocks.Select((block, index) => (block, index)).Where(entry => entry.block.Language == "jsonc"))
        {
            var shown = index + 1 < Blocks.Count && Blocks[index + 1].Language == "text" ? Blocks[index + 1].Code : "";
            Assert.Equal(shown, string.Concat(ManifestSample.Read(Whole(block.Code)).Faults.Select(fault => fault + "\n")));
        }
    }

    [Fact]
    public void Tables_Fields_AreAllThere()
    {
        AssertTable("## Top level", RunManifestReader.Fields);
        AssertTable("## `benchmark`", BenchmarkReader.Fields);
        AssertTable("## `models`", ModelFields.Common);
        AssertTable("### `openai`", [.. ModelFields.ByKind[ModelKinds.OpenAI].Except(ModelFields.Common)]);
        AssertTable("`gpu` has", GpuReader.Fields);
        AssertTable("### `azure-openai`", [.. ModelFields.ByKind[ModelKinds.AzureOpenAI].Except(ModelFields.Common)]);
        AssertTable("### `anthropic`", [.. ModelFields.ByKind[ModelKinds.Anthropic].Except(ModelFields.Common)]);
        AssertTable("### `gemini`", [.. ModelFields.ByKind[ModelKinds.Gemini].Except(ModelFields.Common)]);
        AssertTable("### `clip`", [.. ModelFields.ByKind[ModelKinds.Clip].Except(ModelFields.Common)]);
        AssertTable("### `interpolation`", [.. ModelFields.ByKind[ModelKinds.Interpolation].Except(ModelFields.Common)]);
        AssertTable("## `generation`", GenerationReader.Fields);
        AssertTable("`permutations` has", PassesReader.Permutations.Fields);
        AssertTable("#### Prices", ModelFields.Price.Fields);
        AssertTable("## `budget`", BudgetReader.Budget.Fields);
        AssertTable("## `gate`", GateReader.Fields);
        AssertTable("## `excerpt`", ExcerptReader.Fields);
    }

    [Fact]
    public void Names_OfThisVersionAndLaterOnes_AreAllThere() =>
        Assert.All(
            [.. ModelKinds.All, .. TaskListReader.Known],
            name => Assert.Contains($"`{name}`", Text));

    /// <summary>Completes an example of one model to a manifest with that model.</summary>
    private static string Whole(string code) => code.Contains("\"models\"", StringComparison.Ordinal) || code.Contains("\"benchmark\"", StringComparison.Ordinal)
        ? code
        : $$"""{ "name": "a", "benchmark": { "dataset": "d" }, "models": [ {{code}} ] }""";

    private static void AssertTable(string heading, IReadOnlyList<ManifestField> fields)
    {
        var section = Text[Text.IndexOf(heading, StringComparison.Ordinal)..];
        var rows = section.Split('\n').SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..4])
            .ToDictionary(cells => cells[0].Trim('`'), cells => (Default: cells[1], What: cells[2]));
        Assert.Equal(fields.Select(field => field.Name).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        foreach (var field in fields)
        {
            var row = rows[field.Name];
            Assert.True((row.Default == "required") == field.IsRequired, $"{heading} {field.Name}: required");
            if (field.Default is not null)
                Assert.Equal(JsonSerializer.Serialize(field.Default).Replace(",", ", ", StringComparison.Ordinal).Trim('"'), row.Default.Trim('`'));
            if (field is NumberField number && field != ModelFields.Timeout)
                Assert.Contains(FormattableString.Invariant($"{number.Min} to {number.Max}"), row.What);
            if (field is IntegerField { Min: > int.MinValue, Max: < int.MaxValue } integer)
                Assert.Contains(FormattableString.Invariant($"{integer.Min} to {integer.Max}"), row.What);
        }
    }
}
