using System.Text.Json.Serialization;
using MuBench.Contrastive.Families;
using MuBench.Contrastive.References;

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
[JsonSerializable(typeof(ReferenceValues))]
public sealed partial class ContrastiveJsonContext : JsonSerializerContext;
