using System.Text.Json.Serialization;
using MuBench.Datasets.Release.Download;

namespace MuBench.Datasets;

/// <summary>The JSON of a dataset: its index and the journal of a download. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DatasetInfo))]
[JsonSerializable(typeof(ImageRecord))]
[JsonSerializable(typeof(DownloadHeader))]
[JsonSerializable(typeof(DownloadedPiece))]
internal sealed partial class DatasetJsonContext : JsonSerializerContext;
