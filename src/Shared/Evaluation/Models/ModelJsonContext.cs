using System.Text.Json.Serialization;
using MuBench.Models.Batch;
using MuBench.Models.Servers;

namespace MuBench.Models;

/// <summary>The JSON of models: wakes of servers, batches. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WakeRecord))]
[JsonSerializable(typeof(BatchDocument))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;
