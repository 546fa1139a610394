using System.Text.Json.Serialization;

namespace MuBench.Money;

/// <summary>The JSON of spending. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(UnloggedSpending))]
internal sealed partial class MoneyJsonContext : JsonSerializerContext;
