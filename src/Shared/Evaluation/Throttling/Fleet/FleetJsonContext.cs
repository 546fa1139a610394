using System.Text.Json.Serialization;

namespace MuBench.Throttling.Fleet;

/// <summary>The JSON of endpoints' documents. Camel case, compact, without members that have their default value.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EndpointDocument))]
internal sealed partial class FleetJsonContext : JsonSerializerContext;
