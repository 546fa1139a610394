using System.Text.Json.Serialization;

namespace MuBench.Responses;

/// <summary>The JSON of the response log. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ResponseRecord))]
[JsonSerializable(typeof(QuestionFault))]
internal sealed partial class ResponseJsonContext : JsonSerializerContext;
