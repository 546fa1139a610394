using System.Text.Json.Serialization;

namespace MuBench.Storage.Leases;

/// <summary>The JSON of leases and claims. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LeaseDocument))]
[JsonSerializable(typeof(ClaimDocument))]
internal sealed partial class LeaseJsonContext : JsonSerializerContext;
