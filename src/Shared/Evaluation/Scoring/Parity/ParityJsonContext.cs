using System.Text.Json.Serialization;

namespace MuBench.Scoring.Parity;

/// <summary>Reads the certificate's embedded data; it is not used for writing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ParityData))]
internal sealed partial class ParityJsonContext : JsonSerializerContext;
