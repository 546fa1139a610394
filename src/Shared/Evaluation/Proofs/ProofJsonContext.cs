using System.Text.Json.Serialization;

namespace MuBench.Proofs;

/// <summary>The JSON of proofs. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelProof))]
[JsonSerializable(typeof(RunProof))]
internal sealed partial class ProofJsonContext : JsonSerializerContext;
