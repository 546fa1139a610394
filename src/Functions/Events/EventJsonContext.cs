using System.Text.Json.Serialization;

namespace MuBench.Functions.Events;

/// <summary>The JSON of events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunEnded))]
[JsonSerializable(typeof(RunEndedEnvelope))]
internal sealed partial class EventJsonContext : JsonSerializerContext;
