using System.Text.Json;
using MuBench.Exports;
using MuBench.Exports.Rows;
using MuBench.Json;
using MuBench.Reports;
using MuBench.Responses;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;

namespace MuBench.Tests.Approved;

/// <summary>Every kind of document that MuBench keeps, or writes for other programs.</summary>
internal static class PersistedKinds
{
    private static MuBenchJsonContext Json => MuBenchJsonContext.Default;

    public static IReadOnlyList<PersistedKind> All { get; } =
    [
        PersistedKind.Of("dataset", Json.DatasetInfo),
        PersistedKind.Of("shard-line", Json.ImageRecord),
        PersistedKind.Of("download-header", Json.DownloadHeader),
        PersistedKind.Of("download-piece", Json.DownloadedPiece),
        PersistedKind.Of("response-line", Json.ResponseRecord, LogLineAsync),
        PersistedKind.Of("sources", Json.SortedDictionaryStringString),
        PersistedKind.Of("status", Json.RunStatus),
        PersistedKind.Of("worker", Json.WorkerStatus),
        PersistedKind.Of("progress-line", Json.ModelEvent),
        PersistedKind.Of("attempt", Json.RunAttempt),
        PersistedKind.Of("rejected", Json.Rejection),
        PersistedKind.Of("fault-line", Json.QuestionFault),
        PersistedKind.Of("plan", Json.RunPlan),
        PersistedKind.Of("interpolation", Json.InterpolatedModelInfo),
        PersistedKind.Of("scores", Json.ModelScores),
        PersistedKind.Of("model-facts", Json.ModelFacts),
        PersistedKind.Of("server-wake", Json.WakeRecord),
        PersistedKind.Of("report", Json.RunReport, JsonReport.Render),
        PersistedKind.Of("comparison", Json.RunComparison, JsonReport.Render),
        PersistedKind.Of("parity", Json.ParityCertificate, JsonReport.Render),
        PersistedKind.Of("weights-show", Json.IReadOnlyListWeightListing),
        PersistedKind.Of("weights-diff", Json.IReadOnlyListWeightDiff),
        PersistedKind.Of("families", Json.FamilyList),
        PersistedKind.Of("estimate", Json.RunEstimate),
        PersistedKind.Of("batch", Json.BatchDocument),
        PersistedKind.Of("prices", Json.PriceList),
        PersistedKind.Of("spending-line", Json.UnloggedSpending),
        PersistedKind.Of("export-row", ExportJson.Rows.ExportRow, ExportLine),
        PersistedKind.Of("model-proof", Json.ModelProof),
        PersistedKind.Of("proof", Json.RunProof),
        PersistedKind.Of("rescore-changes", Json.RescoreChanges),
        PersistedKind.Of("conductor", Json.LeaseDocument, lease => lease.ToJson().ToArray()),
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
