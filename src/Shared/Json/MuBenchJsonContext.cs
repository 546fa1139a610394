using System.Text.Json.Serialization;
using MuBench.Datasets;
using MuBench.Pipeline;
using MuBench.Reports;
using MuBench.Responses;
using MuBench.Scoring;

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
[JsonSerializable(typeof(ResponseRecord))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
[JsonSerializable(typeof(RunStatus))]
[JsonSerializable(typeof(QuestionFault))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(ModelScores))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(RunComparison))]
public sealed partial class MuBenchJsonContext : JsonSerializerContext;
