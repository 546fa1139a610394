using System.Text.Json.Serialization;
using MuBench.Weights.Inspection;

namespace MuBench.Weights;

/// <summary>The JSON of listings and differences of weights. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IReadOnlyList<WeightListing>))]
[JsonSerializable(typeof(IReadOnlyList<WeightDiff>))]
public sealed partial class WeightJsonContext : JsonSerializerContext;
