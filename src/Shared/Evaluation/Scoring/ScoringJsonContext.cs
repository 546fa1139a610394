using System.Text.Json.Serialization;
using MuBench.Scoring.Parity;

namespace MuBench.Scoring;

/// <summary>The JSON of scores. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelScores))]
[JsonSerializable(typeof(ParityCertificate))]
internal sealed partial class ScoringJsonContext : JsonSerializerContext;
