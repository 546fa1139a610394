using System.Text;
using Microsoft.Extensions.Time.Testing;
using MuBench.Datasets;
using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Workers;
using MuBench.Responses;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Http;
using MuBench.Throttling;

namespace MuBench.Tests.Approved;

/// <summary>
/// A finished run that is the same every time: the clock is stopped, the images are not compressed, and the hosted model's responses
/// are in its log before the run begins. Nothing listens at its endpoint.
/// </summary>
public sealed class ApprovedRun : IAsyncLifetime
{
    private const int Images = 4;
    private const string Endpoint = "https://models.test/v1";
    private const string Attempt = "attempt-1";

    private static readonly DateTimeOffset Now = new(2026, 11, 3, 14, 22, 5, 125, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Creates the fixture; <see cref="InitializeAsync"/> runs the run.</summary>
    public ApprovedRun()
    {
        Store = new DiskStore(Path.Combine(_folder.Path, "store"));
        Context = new PipelineContext(Store, new SecretResolver(_ => null), EndpointPolicy.ForCli(null), new FakeTimeProvider(Now));
    }

    /// <summary>The store.</summary>
    public DiskStore Store { get; }

    /// <summary>The context of the run.</summary>
    public PipelineContext Context { get; }

    /// <summary>The id of the run.</summary>
    public string RunId { get; private set; } = "";

    /// <summary>A folder beside the store.</summary>
    public string Elsewhere => Path.Combine(_folder.Path, "elsewhere");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Imports the dataset and runs the run.</summary>
    public async ValueTask InitializeAsync()
    {
        var dataset = Path.Combine(_folder.Path, "drawn");
        TestDataset.Write(dataset, Images);
        StoreImages(dataset);
        await DatasetImporter.ImportAsync(Store, "drawn", dataset, new ImportOptions(), null, Token);
        var accepted = await new ManifestIntake(Context).AcceptAsync("approved", Manifest(Endpoint), Token);
        Assert.Empty(accepted.Faults);
        RunId = accepted.RunId;
        await ConductAsync();
    }

    /// <summary>Deletes the store.</summary>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void StoreImages(string dataset)
    {
        for (var row = 0; row < Images; row++)
            File.WriteAllBytes(Path.Combine(dataset, $"{row:D6}.png"), TestPng.EncodeStored(8, 8, row + 1));
    }

    private static byte[] Manifest(string endpoint) => Encoding.UTF8.GetBytes(
        $$"""
        {
          "name": "approved",
          "benchmark": { "dataset": "drawn", "tasks": ["coarse", "fine"], "seed": 7, "repeats": 2, "permutations": { "orders": 1 } },
          "models": [
            {
              "id": "hosted", "kind": "openai", "endpoint": "{{endpoint}}", "model": "org/model:1", "controls": ["blind"],
              "price": { "inputPerMillion": 2.5, "outputPerMillion": 10 }
            },
            { "id": "stopped", "kind": "openai", "endpoint": "{{endpoint}}", "model": "other", "apiKey": "secret:absent", "repeats": 1, "permutations": { "orders": 0 }, "price": { "inputPerMillion": 1, "outputPerMillion": 1 } },
            { "id": "chance", "kind": "random" },
            { "id": "majority", "kind": "majority" }
          ],
          "budget": { "maxUsd": 5 },
          "gate": [{ "model": "hosted", "task": "coarse", "atLeast": 0.2 }, { "model": "hosted", "notWorseThan": "chance", "margin": 0.1 }]
        }

        """);

    // As a worker of the service does.
    private async Task ConductAsync()
    {
        await using var worker = new RunWorker(Context, new WorkerOptions());
        var begun = await worker.BeginAsync(new RunRequest(RunId, Attempt), Token);
        await WriteResponsesAsync();
        for (var model = 0; model < begun.Models; model++)
        {
            for (var (pass, passes) = (0, 1); pass < passes; pass++)
            {
                var request = new PassRequest(RunId, Attempt, model, pass);
                var prepared = await worker.PrepareAsync(request, Token);
                passes = prepared.Passes;
                for (var span = 0; span < prepared.Spans && prepared.StopReason is null; span++)
                    await worker.EvaluateAsync(new SpanRequest(RunId, Attempt, prepared.ModelId, span), Token);
                await worker.ScoreAsync(request with { StopReason = prepared.StopReason }, Token);
            }
        }

        await worker.ReportAsync(new RunRequest(RunId, Attempt), Token);
    }

    /// <summary>Writes the hosted model's responses into its logs. A server gave them to the same questions in another run.</summary>
    private async Task WriteResponsesAsync()
    {
        await using var server = await LoopbackChatServer.StartAsync(Answer);
        await using var asked = await PipelineHarness.CreateAsync(Images, spoil: StoreImages);
        var intake = await new ManifestIntake(asked.Context).AcceptAsync("approved", Manifest(server.Endpoint.AbsoluteUri), Token);
        await asked.Plan.RunAsync(new PlanRunRequest(intake.RunId), Token);
        var (theirs, _) = await asked.Inputs.GetAsync(intake.RunId, Token);
        var (ours, _) = await new RunInputs(Context).GetAsync(RunId, Token);
        foreach (var (model, theirModel) in ours.Models.Zip(theirs.Models).Where(pair => pair.First.ModelId == "hosted"))
        {
            for (var shard = 0; shard < ours.Shards.Count; shard++)
            {
                await asked.Evaluate.RunAsync(
                    new EvaluateShardRequest(intake.RunId, theirModel.Manifest.Id, shard), new ModelProgress(theirModel.Manifest.Id, 0), CancellationToken.None, Token);
                var log = await ResponseLogReader.ReadAsync(asked.Store, StoreLayout.ResponseLog(theirModel.Key, theirs.Dataset, theirs.Revision, shard), Token);
                await using var writer = new ResponseLogWriter(Store, StoreLayout.ResponseLog(model.Key, ours.Dataset, ours.Revision, shard));
                foreach (var answer in log.Records.Values.OrderBy(answer => answer.Row).ThenBy(answer => answer.Question, StringComparer.Ordinal).ThenBy(answer => answer.Repeat))
                    await writer.AppendAsync(answer with { Run = RunId, At = Now.AddSeconds(answer.Row), LatencyMs = 125.5 }, Token);
            }
        }
    }

    private static LoopbackResponse Answer(ChatCall call) => call.Prompt switch
    {
        var prompt when prompt.Contains("stain of image 1?", StringComparison.Ordinal) => LoopbackResponse.Text("I see \"µ-cells\" <b>& more</b>, and no stain."),
        var prompt when prompt.Contains("domain of image 2?", StringComparison.Ordinal) => LoopbackResponse.Text("The", finish: "length"),
        _ => LoopbackResponse.Text(call.HasImage ? call.StableLetter() : "A"),
    };
}
