using System.Text.Json.Serialization;

namespace MuBench.Pipeline.Budgets.Sharing;

/// <summary>The JSON of shared budgets. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BudgetDocument))]
internal sealed partial class BudgetJsonContext : JsonSerializerContext;
