using System.Text.Json.Serialization;
using MuBench.Datasets;
using MuBench.Datasets.Release.Download;
using MuBench.Exports.Rows;
using MuBench.Models;
using MuBench.Models.Batch;
using MuBench.Models.Contrastive.Families;
using MuBench.Models.Servers;
using MuBench.Money;
using MuBench.Pipeline;
using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Rescoring;
using MuBench.Proofs;
using MuBench.Reports;
using MuBench.Responses;
using MuBench.Scoring;
using MuBench.Scoring.Parity;
using MuBench.Storage.Leases;
using MuBench.Weights.Inspection;

namespace MuBench.Json;

/// <summary>The one JSON context: every persisted document. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DatasetInfo))]
[JsonSerializable(typeof(ImageRecord))]
[JsonSerializable(typeof(DownloadHeader))]
[JsonSerializable(typeof(DownloadedPiece))]
[JsonSerializable(typeof(ResponseRecord))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
[JsonSerializable(typeof(RunStatus))]
[JsonSerializable(typeof(WorkerStatus))]
[JsonSerializable(typeof(ModelEvent))]
[JsonSerializable(typeof(RunAttempt))]
[JsonSerializable(typeof(Rejection))]
[JsonSerializable(typeof(QuestionFault))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(InterpolatedModelInfo))]
[JsonSerializable(typeof(ModelScores))]
[JsonSerializable(typeof(ModelFacts))]
[JsonSerializable(typeof(WakeRecord))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(IReadOnlyList<WeightListing>))]
[JsonSerializable(typeof(IReadOnlyList<WeightDiff>))]
[JsonSerializable(typeof(FamilyList))]
[JsonSerializable(typeof(RunComparison))]
[JsonSerializable(typeof(RunEstimate))]
[JsonSerializable(typeof(ParityCertificate))]
[JsonSerializable(typeof(BatchDocument))]
[JsonSerializable(typeof(PriceList))]
[JsonSerializable(typeof(UnloggedSpending))]
[JsonSerializable(typeof(ExportRow))]
[JsonSerializable(typeof(ModelProof))]
[JsonSerializable(typeof(RunProof))]
[JsonSerializable(typeof(RescoreChanges))]
[JsonSerializable(typeof(LeaseDocument))]
public sealed partial class MuBenchJsonContext : JsonSerializerContext;
