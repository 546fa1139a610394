using System.Text.Json.Serialization;

namespace MuBench.Functions.Http;

/// <summary>The JSON of responses that are not stored documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(RunAccepted))]
[JsonSerializable(typeof(ManifestValidation))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(RunDeleted))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
