using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using MuBench.Exports;
using MuBench.Exports.Rows;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Storage;
using MuBench.Tests.Pipeline;

namespace MuBench.Tests.Exports;

/// <summary>Rows as JSON Lines and Parquet.</summary>
public sealed class ExportRowTests
{
    [Fact]
    public async Task JsonLines_EveryPass_HasTheReportsOutcomesAndTheLogsTexts()
    {
        await using var run = await ExportedRun.CreateAsync();

        var rows = await run.RowsAsync();

        Assert.Equal(["m", "m#blind", "m#repeat-1", "m#order-1", "chance"], rows.Select(row => (string)row["model"]!).Distinct());
        Assert.Equal([null, "blind", "repeat-1", "order-1"], rows.Where(row => (string)row["model_of"]! == "m").Select(row => (string?)row["pass"]).Distinct());
        foreach (var model in run.Plan.Models)
        {
            var own = rows.Where(row => (string)row["model"]! == model.Manifest.Id).ToArray();
            Assert.Equal(ExportedRun.Questions, own.Length);
            var scores = await run.Harness.ScoresAsync(model.Manifest.Id);
            foreach (var protocol in Protocols.All)
            {
                Assert.Equal(
                    OutcomeBytes.Read(scores.Items[protocol]).Select(outcome => JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString())),
                    own.Select(row => (string)row[$"{protocol}_outcome"]!));
                Assert.All(own, row => Assert.Equal((string)row[$"{protocol}_outcome"]! == "correct", (int?)row[$"{protocol}_choice"] == (int)row["gold_index"]!));
            }

            var log = await run.LogAsync(model.Manifest.Id);
            Assert.All(own, row => Assert.Equal(log.GetValueOrDefault((string)row["response_key"]!)?.Text, (string?)row["response"]));
        }

        Assert.Subset(rows.Select(row => (string?)row["response"]).OfType<string>().ToHashSet(), ExportedRun.Responses.ToHashSet());
    }

    [Fact]
    public async Task JsonLines_Rows_SayWhatWasShownAndAsked()
    {
        await using var run = await ExportedRun.CreateAsync();

        var rows = await run.RowsAsync("m");

        Assert.Equal(4 * ExportedRun.Questions, rows.Count); // the model and its passes, without the floor
        var failed = Assert.Single(rows, row => (string)row["model"]! == "m" && (string)row["official_outcome"]! == "failed");
        Assert.Contains("400", (string)failed["fault"]!, StringComparison.Ordinal);
        Assert.Null(failed["response"]);
        Assert.All(rows.Where(row => (string?)row["pass"] == "blind"), row => Assert.Null(row["shown_image_sha256"]));
        Assert.All(rows.Where(row => row["pass"] is null), row => Assert.Equal((string)row["image_sha256"]!, (string)row["shown_image_sha256"]!));
        foreach (var row in rows.Where(row => (string?)row["pass"] == "order-1"))
        {
            // The options are in the order shown; the prompt and the gold letter agree with it.
            var gold = (string)row["options"]![(int)row["gold_index"]!]!;
            Assert.Contains($"\n{(string)row["gold_letter"]!}) {gold}", (string)row["prompt"]!, StringComparison.Ordinal);
            Assert.StartsWith("order:", (string)row["form"]!, StringComparison.Ordinal);
        }

        var answered = rows.First(row => (string?)row["response"] == "A");
        Assert.Equal((100L, 2L, "x-2026", "stop"), ((long)answered["input_tokens"]!, (long)answered["output_tokens"]!, (string)answered["resolved_model"]!, (string)answered["finish_reason"]!));
        Assert.Equal(run.Plan.RunId, (string)answered["answered_in_run"]!);
    }

    [Fact]
    public async Task Parquet_SameRun_HasTheRowsOfJsonLines()
    {
        await using var run = await ExportedRun.CreateAsync();

        var lines = await run.RowsAsync();
        await run.ExportAsync(ExportFormats.Parquet, "rows.parquet");

        Assert.Equal(lines[0].Select(field => field.Key), ParquetColumns.All.Select(column => column.Field.Name));
        var rows = await ReadAsync(run.PathOf("rows.parquet"));
        Assert.Equal(lines.Count, rows.Count);
        Assert.All(lines.Zip(rows), pair => Assert.All(pair.First, field => Assert.Equal(Plain(field.Key, field.Value), Plain(field.Key, pair.Second[field.Key]))));
    }

    [Fact]
    public async Task Rows_ContrastiveModel_HaveSimilaritiesAndProbabilities()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: 3);
        using var folder = new MuBench.TestUtils.TemporaryFolder();
        var path = Path.Combine(folder.Path, "rows.parquet");

        await new ExportRun(run.Harness.Context, run.Harness.Inputs).RunAsync(
            new ExportRequest(run.Plan.RunId, ExportFormats.Parquet, path, ["tiny"]), null, TestContext.Current.CancellationToken);

        var rows = await ReadAsync(path);
        Assert.Equal(60, rows.Count);
        var log = (await run.Harness.LogAsync("tiny")).ToDictionary(record => record.Key, StringComparer.Ordinal);
        Assert.All(rows, row =>
        {
            var similarities = row["similarities"]!.AsArray().Select(value => (float)value!).ToArray();
            var probabilities = row["probabilities"]!.AsArray().Select(value => (double)value!).ToArray();
            Assert.Equal(log[(string)row["response_key"]!].Scores!, similarities);
            Assert.Equal(1, probabilities.Sum(), 1e-9);
            Assert.Equal(System.Array.IndexOf(similarities, similarities.Max()), (int)row["official_choice"]!);
            Assert.Equal(probabilities.Max(), (double)row["confidence"]!);
            // exp(scale * s) divided by its sum, with the folder's scale e^3.
            Assert.Equal(Math.Exp(Math.Exp(3) * (similarities[0] - similarities[1])), probabilities[0] / probabilities[1], 1e-6);
        });
    }

    [Fact]
    public async Task Export_AnswersThatCameLater_AreNotThoseOfTheRun()
    {
        var healed = false;
        await using var run = await ExportedRun.CreateAsync(call =>
            !healed && call.HasImage && call.Prompt.Contains("likely stain of", StringComparison.Ordinal) ? ChatReplyOf(400) : MuBench.TestUtils.Http.LoopbackResponse.Text("A"));
        var before = await run.RowsAsync("m");
        healed = true;
        await run.Harness.EvaluateAsync(); // as another run of the same model does: it appends to the log, and its responses are not scored here

        var result = await run.ExportAsync(ExportFormats.JsonLines, "later.jsonl", replace: false, "m");

        Assert.Contains("m: 4 questions were answered after this run was scored", Assert.Single(result.Notes, note => !note.StartsWith("ALARM", StringComparison.Ordinal)), StringComparison.Ordinal);
        var after = (await File.ReadAllLinesAsync(run.PathOf("later.jsonl"), TestContext.Current.CancellationToken)).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(before.Select(Outcome), after.Select(Outcome));
        Assert.All(after.Where(row => (string)row["official_outcome"]! is "failed" or "notRun"), row => Assert.Null(row["response"]));

        static string Outcome(JsonNode row) => (string)row["official_outcome"]!;
        static MuBench.TestUtils.Http.LoopbackResponse ChatReplyOf(int status) => MuBench.TestUtils.Http.LoopbackResponse.Error(status, "no");
    }

    [Fact]
    public async Task Export_LogThatDoesNotGiveTheScores_IsRefusedAndLeavesNothing()
    {
        await using var run = await ExportedRun.CreateAsync(_ => MuBench.TestUtils.Http.LoopbackResponse.Text("A"));
        var path = StoreLayout.ResponseLog(run.Plan.ModelOf("m").Key, run.Plan.Dataset, run.Plan.Revision, 0);
        var lines = (await run.LogAsync("m")).Values.Select(record => JsonSerializer.Serialize(record with { Text = "B" }, ResponseJsonContext.Default.ResponseRecord) + "\n");
        await run.Harness.Store.WriteAsync(path, System.Text.Encoding.UTF8.GetBytes(string.Concat(lines)), TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<UserException>(() => run.ExportAsync(ExportFormats.JsonLines, "rows.jsonl"));

        Assert.Contains("The response log does not give the scores of 'm'", fault.Message, StringComparison.Ordinal);
        Assert.Empty(run.Leftovers());
    }

    [Fact]
    public async Task Export_WhatCannotBe_SaysWhy()
    {
        await using var run = await ExportedRun.CreateAsync();

        Assert.Contains("did you mean 'm#blind'?", await FaultAsync("rows.jsonl", "m#blnd"), StringComparison.Ordinal);
        await run.ExportAsync(ExportFormats.JsonLines, "rows.jsonl");
        Assert.Contains("already exists. Give --force", await FaultAsync("rows.jsonl"), StringComparison.Ordinal);
        Directory.CreateDirectory(run.PathOf("folder"));
        Assert.Contains("is a folder: name a file", await FaultAsync("folder"), StringComparison.Ordinal);
        await run.Harness.Store.DeleteAsync(StoreLayout.RunReport(run.Plan.RunId, "report.json"), TestContext.Current.CancellationToken);
        Assert.Contains("is not finished: it has no report", await FaultAsync("other.jsonl"), StringComparison.Ordinal);

        async Task<string> FaultAsync(string name, params string[] models) =>
            (await Assert.ThrowsAsync<UserException>(() => run.ExportAsync(ExportFormats.JsonLines, name, false, models))).Message;
    }

    // Parquet has microseconds; the log has one more digit.
    private static string? Plain(string column, JsonNode? value) => column == "answered_at" && value is not null
        ? $"{value.GetValue<DateTimeOffset>().Ticks / 10}"
        : value?.ToJsonString();

    private static async Task<List<JsonObject>> ReadAsync(string path)
    {
        using var reader = new ParquetSharp.Arrow.FileReader(path);
        using var batches = reader.GetRecordBatchReader();
        var rows = new List<JsonObject>();
        while (await batches.ReadNextRecordBatchAsync(TestContext.Current.CancellationToken) is { } batch)
        {
            using (batch)
            {
                for (var row = 0; row < batch.Length; row++)
                    rows.Add(new JsonObject(batch.Schema.FieldsList.Select((field, column) => KeyValuePair.Create(field.Name, Value(batch.Column(column), row)))));
            }
        }

        return rows;
    }

    private static JsonNode? Value(IArrowArray array, int row) => array.IsNull(row) ? null : array switch
    {
        StringArray texts => JsonValue.Create(texts.GetString(row)),
        Int32Array numbers => JsonValue.Create(numbers.GetValue(row)),
        Int64Array numbers => JsonValue.Create(numbers.GetValue(row)),
        FloatArray numbers => JsonValue.Create(numbers.GetValue(row)),
        DoubleArray numbers => JsonNode.Parse(numbers.GetValue(row)!.Value.ToString("R", CultureInfo.InvariantCulture)),
        BooleanArray truths => JsonValue.Create(truths.GetValue(row)),
        TimestampArray times => JsonValue.Create(times.GetTimestamp(row)),
        ListArray lists => new JsonArray([.. Enumerable.Range(0, lists.GetSlicedValues(row).Length).Select(index => Value(lists.GetSlicedValues(row), index))]),
        _ => throw new InvalidOperationException(array.Data.DataType.Name),
    };
}
