using System.Text.Json.Serialization;

namespace MuBench.Datasets;

/// <summary>The JSON of a dataset's index. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DatasetInfo))]
[JsonSerializable(typeof(ImageRecord))]
internal sealed partial class DatasetJsonContext : JsonSerializerContext;
