using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.Exports;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Slices;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Exports;

/// <summary>
/// Runs the queries of <c>docs/exports.md</c> with DuckDB on the export of a run that ended because of its budget, with failed questions
/// and shared responses.
/// </summary>
public sealed partial class ExportDocumentTests
{
    private const string Example = "generalists-1a2b3c4d.parquet";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_OfTheDocument_GiveTheReportsNumbers()
    {
        Assert.SkipUnless(DuckDb.IsAvailable, "DuckDB needs Node.js: install node and npm to run this test.");
        await using var server = await LoopbackChatServer.StartAsync(call =>
            call.HasImage && call.Prompt.Contains("likely stain of image 1?", StringComparison.Ordinal) ? LoopbackResponse.Error(400, "no") : LoopbackResponse.Text(call.StableLetter()));
        await using var harness = await PipelineHarness.CreateAsync(4);
        var plan = await harness.PlanAsync(
            $"{Model(server, "m", """, "controls": ["blind"]""")}, {Model(server, "twin", "")}, {Model(server, "poor", """, "topP": 0.5""")}",
            more: """, "failAbove": 0.5, "budget": { "maxUsd": 0.0075 }""");
        await harness.RunAsync(plan);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "rows.parquet");
        await new ExportRun(harness.Context, harness.Inputs).RunAsync(new ExportRequest(plan.RunId, ExportFormats.Parquet, file, []), null, Token);
        var scores = new Dictionary<string, ModelScores>();
        foreach (var model in plan.Models)
            scores.Add(model.Manifest.Id, await harness.ScoresAsync(model.Manifest.Id));
        // The export contains the cases for which a naive query is wrong.
        Assert.Equal(1, scores["m"].Outcomes.Failed);
        Assert.NotEqual(0, scores.Values.Sum(model => model.Outcomes.NotRun));
        Assert.Equal(0, scores["twin"].Usage.Calls);

        var document = await File.ReadAllTextAsync(RepositoryFiles.Path("docs", "exports.md"), Token);
        var lines = Sql().Matches(document).Select(match => match.Groups[1].Value).Concat(Pandas().Matches(document).Select(Translate)).ToList();
        Assert.Equal(6, lines.Count);
        foreach (var line in lines)
        {
            Assert.Contains(Example, line, StringComparison.Ordinal);
            var rows = await DuckDb.QueryAsync(line.Replace(Example, file, StringComparison.Ordinal));
            Assert.NotEmpty(rows);
            Assert.All(rows, row => AssertRow(row, scores[(string)row["model"]!]));
        }

        // A sum over models counts every call once.
        var total = await DuckDb.QueryAsync($"SELECT sum(usd) AS usd, sum(input_tokens) AS tokens FROM '{file}' WHERE answered_in_run = run");
        Assert.Equal((double)scores.Values.Sum(model => model.Usage.SpentUsd!.Value), (double)total[0]["usd"]!, 1e-9);
        Assert.Equal(100.0 * scores.Values.Sum(model => model.Usage.Calls), (double)total[0]["tokens"]!);
    }

    private static string Model(LoopbackChatServer server, string id, string more) =>
        $$"""{ "id": "{{id}}", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "price": { "inputPerMillion": 1, "outputPerMillion": 10 }, "generation": { "maxOutputTokens": 2 {{(id == "poor" ? more : "")}} } {{(id == "poor" ? "" : more)}} }""";

    private static void AssertRow(JsonObject row, ModelScores model)
    {
        var task = (string?)row["task"] ?? "all";
        var whole = model.Scores.First(score => score.Protocol == Protocols.Official && score.Slice == SliceRules.All && score.Task == task);
        if (row.ContainsKey("accuracy"))
            Assert.Equal(whole.Accuracy, (double?)row["accuracy"], new Close());
        if (row.ContainsKey("n"))
            Assert.Equal(whole.N, (int)row["n"]!);
        if (row.ContainsKey("missing"))
            Assert.Equal(model.Outcomes.Failed + model.Outcomes.NotRun, (int)row["missing"]!);
        if (row.ContainsKey("usd"))
            Assert.Equal((double)model.Usage.Usd!.Value, (double?)row["usd"] ?? 0, 1e-9);
        if (row.ContainsKey("output_tokens"))
            Assert.Equal((model.Usage.InputTokens, model.Usage.OutputTokens), ((long?)(double?)row["input_tokens"], (long?)(double?)row["output_tokens"]));
    }

    /// <summary>Translates a line of pandas to SQL; both leave absent values out of means and sums.</summary>
    private static string Translate(Match line)
    {
        var keys = string.Join(", ", line.Groups[1].Value.Split(',').Select(key => key.Trim(' ', '"')));
        var (function, name) = line.Groups[3].Value == "mean" ? ("avg", "accuracy") : ("sum", "usd");
        return string.Create(CultureInfo.InvariantCulture, $"SELECT {keys}, {function}({line.Groups[2].Value}) AS {name} FROM '{Example}' GROUP BY {keys}");
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sql();

    [GeneratedRegex("^rows\\.groupby\\(\\[(.*)\\]\\)\\.([a-z_]+)\\.(mean|sum)\\(\\)", RegexOptions.Multiline)]
    private static partial Regex Pandas();

    private sealed class Close : IEqualityComparer<double?>
    {
        public bool Equals(double? first, double? second) => first is null || second is null ? first == second : Math.Abs(first.Value - second.Value) < 1e-9;

        public int GetHashCode(double? number) => 0;
    }
}
