using System.Text.Json.Serialization;

namespace MuBench.Throttling.Fleet;

/// <summary>The JSON of endpoints' documents. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EndpointDocument))]
internal sealed partial class FleetJsonContext : JsonSerializerContext;
