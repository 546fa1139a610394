using System.Text.Json.Serialization;
using MuBench.Pipeline.Assisting;
using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Rescoring;
using MuBench.Scoring.Stopping;

namespace MuBench.Pipeline;

/// <summary>The JSON of runs. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
[JsonSerializable(typeof(RunStatus))]
[JsonSerializable(typeof(WorkerStatus))]
[JsonSerializable(typeof(ModelEvent))]
[JsonSerializable(typeof(RunAttempt))]
[JsonSerializable(typeof(Rejection))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(RunLook))]
[JsonSerializable(typeof(RunHelpers))]
[JsonSerializable(typeof(InterpolatedModelInfo))]
[JsonSerializable(typeof(RunEstimate))]
[JsonSerializable(typeof(RescoreChanges))]
[JsonSerializable(typeof(RunChange))]
[JsonSerializable(typeof(RunIndexDocument))]
public sealed partial class PipelineJsonContext : JsonSerializerContext;
