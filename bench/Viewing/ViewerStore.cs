using System.Text;
using System.Text.Json;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Models;
using MuBench.Pipeline;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Proving;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Responses;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Bench.Viewing;

/// <summary>
/// A store with many finished runs over a dataset of μ-Bench's size. Two hosted models and a floor are asked per run; the models take turns, so that each was
/// asked by several runs. Responses are drawn, and scored and reported as those of a real run.
/// </summary>
internal sealed class ViewerStore(BenchStore store)
{
    private const int Models = 6;

    private readonly PipelineContext _context = MuBench.Cli.OfflineContext.Of(new DiskStore(store.Folder));

    /// <summary>Makes the runs.</summary>
    public async Task WriteAsync(int runs)
    {
        var kinds = new List<(RunPlan Plan, byte[] Report)>();
        for (var kind = 0; kind < Math.Min(runs, Models); kind++)
            kinds.Add(await WriteFirstAsync(kind));
        for (var run = Models; run < runs; run++)
            await WriteCopyAsync(run, kinds[run % Models].Plan, kinds[run % Models].Report);
    }

    private async Task<(RunPlan Plan, byte[] Report)> WriteFirstAsync(int kind)
    {
        var json = Encoding.UTF8.GetBytes(
            $$"""
            { "name": "run-{{kind:D3}}", "benchmark": { "dataset": "drawn" },
              "models": [ {{Model(kind)}}, {{Model((kind + 1) % Models)}}, { "id": "random", "kind": "random" } ] }
            """);
        var runId = RunId.Of(ManifestReader.Read(json).Manifest!, json);
        await _context.Store.WriteAsync(StoreLayout.RunManifest(runId), json);
        await new PlanRun(_context).RunAsync(new PlanRunRequest(runId));
        var inputs = new RunInputs(_context);
        var (plan, reader) = await inputs.GetAsync(runId, CancellationToken.None);
        foreach (var model in plan.Models)
        {
            await WriteLogsAsync(plan, reader, model);
            await new ScoreModel(_context, inputs).RunAsync(new ScoreModelRequest(runId, model.Manifest.Id));
        }

        var scores = await Task.WhenAll(plan.Models.Select(model => FinishedRun.ReadScoresAsync(_context.Store, runId, model.Manifest.Id, CancellationToken.None)));
        var proof = await new RunProver(_context.Store, plan, StoreLayout.Results(runId)).TryProveAsync(CancellationToken.None);
        var report = JsonReport.Render(await new ReportComposer(_context.Store, inputs, plan, scores).ComposeAsync(
            proof is null ? null : new Reports.Documents.ReportProof(proof.Root, proof.Algorithm, proof.Records), TimeProvider.System.GetUtcNow(), Versions.CodeVersion.Current, CancellationToken.None));
        await _context.Store.WriteAsync(StoreLayout.RunReport(runId, ReportFiles.Json), report);
        await WriteStatusAsync(plan);
        Console.WriteLine($"  {runId}: {plan.Questions:N0} questions, report.json {report.Length:N0} bytes");
        return (plan, report);
    }

    // The documents of a run that asked the same models again.
    private async Task WriteCopyAsync(int run, RunPlan first, byte[] report)
    {
        var runId = $"run-{run:D3}-{run:D8}";
        var plan = first with { RunId = runId, StartedAt = first.StartedAt.AddMinutes(run) };
        await PlanStore.WriteAsync(_context.Store, plan, CancellationToken.None);
        foreach (var model in plan.Models)
        {
            var path = StoreLayout.RunScores(first.RunId, model.Manifest.Id);
            await _context.Store.WriteAsync(StoreLayout.RunScores(runId, model.Manifest.Id), (await _context.Store.TryReadAsync(path))!);
        }

        var read = JsonSerializer.Deserialize(report, ReportJsonContext.Default.RunReport)!;
        var copy = read with { Run = read.Run with { Id = runId, FinishedAt = read.Run.FinishedAt.AddMinutes(run) } };
        await _context.Store.WriteAsync(StoreLayout.RunReport(runId, ReportFiles.Json), JsonReport.Render(copy));
        await WriteStatusAsync(plan);
    }

    private Task WriteStatusAsync(RunPlan plan) => _context.Store.WriteAsync(StoreLayout.RunStatus(plan.RunId), JsonSerializer.SerializeToUtf8Bytes(
        new RunStatus
        {
            RunId = plan.RunId,
            State = RunStates.Done,
            StartedAt = plan.StartedAt,
            UpdatedAt = plan.StartedAt.AddMinutes(1),
            Dataset = plan.Dataset,
            SpentUsd = 12.5m,
            Alarms = [],
            Models = [],
        },
        PipelineJsonContext.Default.RunStatus));

    private static string Model(int number) => $$"""{ "id": "model-{{number}}", "kind": "openai", "endpoint": "http://127.0.0.1:9/v1", "model": "bench-{{number}}" }""";

    // A response to every question; better models have greater numbers. Logs are shared by all runs of a model.
    private async Task WriteLogsAsync(RunPlan plan, DatasetReader reader, PlannedModel model)
    {
        if (await _context.Store.TryStatAsync(StoreLayout.ResponseLog(model.Key, plan.Dataset, plan.Revision, 0)) is not null) return;
        var random = new Random(model.Manifest.Id.GetHashCode(StringComparison.Ordinal));
        var skill = model.Manifest.Id.StartsWith("model-", StringComparison.Ordinal) ? 0.3 + (0.1 * int.Parse(model.Manifest.Id[6..])) : 0;
        for (var shard = 0; shard < reader.Info.Shards.Count; shard++)
        {
            using var lines = new MemoryStream();
            foreach (var image in await reader.ReadShardAsync(shard, CancellationToken.None))
            {
                foreach (var question in image.Questions)
                {
                    var choice = random.NextDouble() < skill ? question.AnswerIndex : random.Next(question.Options.Count);
                    var record = new ResponseRecord
                    {
                        Key = PromptVariants.Of(model.Manifest, image, question)[0].Key,
                        Row = image.Row,
                        Question = question.Key,
                        Text = random.NextDouble() < 0.02 ? "I cannot say." : $"{(char)('A' + choice)}) {question.Options[choice]}",
                        Finish = FinishReasons.Stop,
                        InputTokens = 350,
                        OutputTokens = 8,
                        LatencyMs = 400,
                        Run = plan.RunId,
                        At = plan.StartedAt,
                    };
                    JsonSerializer.Serialize(lines, record, ResponseJsonContext.Default.ResponseRecord);
                    lines.WriteByte((byte)'\n');
                }
            }

            await _context.Store.WriteAsync(StoreLayout.ResponseLog(model.Key, plan.Dataset, plan.Revision, shard), lines.ToArray());
        }
    }
}
