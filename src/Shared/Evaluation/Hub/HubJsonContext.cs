using System.Text.Json.Serialization;

namespace MuBench.Hub;

/// <summary>The JSON of the journal of a download. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DownloadHeader))]
[JsonSerializable(typeof(DownloadedPiece))]
internal sealed partial class HubJsonContext : JsonSerializerContext;
