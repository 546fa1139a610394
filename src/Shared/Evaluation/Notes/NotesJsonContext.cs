using System.Text.Json.Serialization;

namespace MuBench.Notes;

/// <summary>The JSON of notes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DatasetNotes))]
internal sealed partial class NotesJsonContext : JsonSerializerContext;
