using System.Text.Json.Serialization;
using MuBench.Exports.Rows;

namespace MuBench.Exports;

/// <summary>The JSON of exports. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExportRow))]
internal sealed partial class ExportJsonContext : JsonSerializerContext;
