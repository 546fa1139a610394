using System.Text.Json;
using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Exports;
using MuBench.Exports.Rows;
using MuBench.Manifests.Prices;
using MuBench.Models;
using MuBench.Money;
using MuBench.Notes;
using MuBench.Pipeline;
using MuBench.Pipeline.Budgets.Sharing;
using MuBench.Proofs;
using MuBench.Reports;
using MuBench.Responses;
using MuBench.Scoring;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Storage.Leases;
using MuBench.TestUtils;
using MuBench.Hub;
using MuBench.Throttling.Fleet;
using MuBench.Weights;

namespace MuBench.Tests.Approved;

/// <summary>Every kind of document that MuBench stores, or writes for other programs.</summary>
internal static class PersistedKinds
{
    public static IReadOnlyList<PersistedKind> All { get; } =
    [
        PersistedKind.Of("dataset", DatasetJsonContext.Default.DatasetInfo),
        PersistedKind.Of("shard-line", DatasetJsonContext.Default.ImageRecord),
        PersistedKind.Of("download-header", HubJsonContext.Default.DownloadHeader),
        PersistedKind.Of("download-piece", HubJsonContext.Default.DownloadedPiece),
        PersistedKind.Of("notes", NotesJsonContext.Default.DatasetNotes),
        PersistedKind.Of("response-line", ResponseJsonContext.Default.ResponseRecord, LogLineAsync),
        PersistedKind.Of("sources", PipelineJsonContext.Default.SortedDictionaryStringString),
        PersistedKind.Of("status", PipelineJsonContext.Default.RunStatus),
        PersistedKind.Of("worker", PipelineJsonContext.Default.WorkerStatus),
        PersistedKind.Of("progress-line", PipelineJsonContext.Default.ModelEvent),
        PersistedKind.Of("attempt", PipelineJsonContext.Default.RunAttempt),
        PersistedKind.Of("rejected", PipelineJsonContext.Default.Rejection),
        PersistedKind.Of("fault-line", ResponseJsonContext.Default.QuestionFault),
        PersistedKind.Of("plan", PipelineJsonContext.Default.RunPlan),
        PersistedKind.Of("look", PipelineJsonContext.Default.RunLook),
        PersistedKind.Of("helpers", PipelineJsonContext.Default.RunHelpers),
        PersistedKind.Of("interpolation", PipelineJsonContext.Default.InterpolatedModelInfo),
        PersistedKind.Of("scores", ScoringJsonContext.Default.ModelScores),
        PersistedKind.Of("model-facts", ContrastiveJsonContext.Default.ModelFacts),
        PersistedKind.Of("server-wake", ModelJsonContext.Default.WakeRecord),
        PersistedKind.Of("report", ReportJsonContext.Default.RunReport, JsonReport.Render),
        PersistedKind.Of("comparison", ReportJsonContext.Default.RunComparison, JsonReport.Render),
        PersistedKind.Of("parity", ScoringJsonContext.Default.ParityCertificate, JsonReport.Render),
        PersistedKind.Of("weights-show", WeightJsonContext.Default.IReadOnlyListWeightListing),
        PersistedKind.Of("weights-diff", WeightJsonContext.Default.IReadOnlyListWeightDiff),
        PersistedKind.Of("families", ContrastiveJsonContext.Default.FamilyList),
        PersistedKind.Of("reference-values", ContrastiveJsonContext.Default.ReferenceValues),
        PersistedKind.Of("estimate", PipelineJsonContext.Default.RunEstimate),
        PersistedKind.Of("batch", ModelJsonContext.Default.BatchDocument),
        PersistedKind.Of("prices", PriceJsonContext.Default.PriceList),
        PersistedKind.Of("spending-line", MoneyJsonContext.Default.UnloggedSpending),
        PersistedKind.Of("export-row", ExportJson.Rows.ExportRow, ExportLine),
        PersistedKind.Of("model-proof", ProofJsonContext.Default.ModelProof),
        PersistedKind.Of("proof", ProofJsonContext.Default.RunProof),
        PersistedKind.Of("run-change-line", PipelineJsonContext.Default.RunChange),
        PersistedKind.Of("run-index", PipelineJsonContext.Default.RunIndexDocument),
        PersistedKind.Of("rescore-changes", PipelineJsonContext.Default.RescoreChanges),
        PersistedKind.Of("budget", BudgetJsonContext.Default.BudgetDocument),
        PersistedKind.Of("endpoint", FleetJsonContext.Default.EndpointDocument),
        PersistedKind.Of("conductor", LeaseJsonContext.Default.LeaseDocument, lease => lease.ToJson().ToArray()),
        PersistedKind.Of("claim", LeaseJsonContext.Default.ClaimDocument, claim => claim.ToJson().ToArray()),
    ];

    private static async Task<byte[]> LogLineAsync(ResponseRecord record)
    {
        using var folder = new TemporaryFolder();
        var (store, path) = (new DiskStore(folder.Path), StorePath.Parse("log.jsonl"));
        await using (var writer = new ResponseLogWriter(store, path))
            await writer.AppendAsync(record, TestContext.Current.CancellationToken);
        return (await store.TryReadAsync(path, TestContext.Current.CancellationToken))!;
    }

    private static byte[] ExportLine(ExportRow row)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, ExportJson.Compact))
            JsonSerializer.Serialize(writer, row, ExportJson.Rows.ExportRow);
        return stream.ToArray();
    }
}
