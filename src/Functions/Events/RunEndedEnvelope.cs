using System.Text.Json.Serialization;

namespace MuBench.Functions.Events;

/// <summary>The event as a CloudEvent 1.0 in JSON.</summary>
internal sealed record RunEndedEnvelope
{
    /// <summary>The type of the event.</summary>
    public const string EventType = "MuBench.RunEnded";

    /// <summary>The source of the event.</summary>
    public const string EventSource = "/mubench";

    /// <summary>The version of the format.</summary>
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; init; } = "1.0";

    /// <summary>The type of the event.</summary>
    public string Type { get; init; } = EventType;

    /// <summary>The source of the event.</summary>
    public string Source { get; init; } = EventSource;

    /// <summary>Identifies the event: the same for every try to send it.</summary>
    public required string Id { get; init; }

    /// <summary>The run's folder in the store.</summary>
    public required string Subject { get; init; }

    /// <summary>When the run ended.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The type of <see cref="Data"/>.</summary>
    [JsonPropertyName("datacontenttype")]
    public string DataContentType { get; init; } = "application/json";

    /// <summary>The run.</summary>
    public required RunEnded Data { get; init; }
}
