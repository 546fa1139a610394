using System.Text.Json.Serialization;
using MuBench.Contrastive.Families;

namespace MuBench.Contrastive;

/// <summary>The JSON of contrastive models. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelFacts))]
[JsonSerializable(typeof(FamilyList))]
public sealed partial class ContrastiveJsonContext : JsonSerializerContext;
