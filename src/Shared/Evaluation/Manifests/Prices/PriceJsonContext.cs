using System.Text.Json.Serialization;

namespace MuBench.Manifests.Prices;

/// <summary>The JSON of list prices. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PriceList))]
internal sealed partial class PriceJsonContext : JsonSerializerContext;
