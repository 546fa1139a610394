using System.Text.Json;

namespace MuBench.Functions.Triggers;

/// <summary>Reads the events that Event Grid puts into a queue when blobs are created: one, or a list of them, in either schema.</summary>
internal static class BlobEvents
{
    private const string Created = "Microsoft.Storage.BlobCreated";

    /// <summary>The names of the blobs of a container that a message says were created; null where it is no such event.</summary>
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
            return null; // the caller says so
        }
    }

    // Event Grid's own schema has "eventType", a CloudEvent "type".
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
