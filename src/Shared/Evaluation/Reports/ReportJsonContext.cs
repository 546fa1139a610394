using System.Text.Json.Serialization;
using MuBench.Reports.Documents;

namespace MuBench.Reports;

/// <summary>The JSON of reports. Camel case, nulls left out, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(RunComparison))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
