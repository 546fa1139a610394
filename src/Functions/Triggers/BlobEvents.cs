using System.Text.Json;

namespace MuBench.Functions.Triggers;

/// <summary>Reads the events that Event Grid adds to a queue when blobs are created: one or a list, in either schema.</summary>
internal static class BlobEvents
{
    private const string Created = "Microsoft.Storage.BlobCreated";

    /// <summary>The names of a container's created blobs, from a message; null if the message is no such event.</summary>
    public static IReadOnlyList<string>? TryRead(string message, string container)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            var events = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList() : [root];
            return events.All(IsEvent) ? [.. events.Select(item => BlobOf(item, container)).OfType<string>()] : null;
        }
        catch (JsonException)
        {
            return null; // the caller reports it
        }
    }

    // The type is in "eventType" in Event Grid's schema, and in "type" in a CloudEvent.
    private static bool IsEvent(JsonElement item) => item.ValueKind == JsonValueKind.Object
        && TextOf(item, "subject") is not null && (TextOf(item, "eventType") ?? TextOf(item, "type")) is not null;

    private static string? BlobOf(JsonElement item, string container)
    {
        var prefix = $"/blobServices/default/containers/{container}/blobs/";
        var subject = TextOf(item, "subject")!;
        return (TextOf(item, "eventType") ?? TextOf(item, "type")) == Created && subject.StartsWith(prefix, StringComparison.Ordinal) ? subject[prefix.Length..] : null;
    }

    private static string? TextOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
