using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace MuBench.TestUtils.Approved;

/// <summary>
/// Makes JSON of a type from its serializer's metadata: one document with every member, and one with the required members only. A
/// member that is added, renamed or moved changes these documents automatically.
/// </summary>
/// <param name="kind">Name of the document's kind, for <see cref="Enums"/>.</param>
public sealed class FilledJson(string kind)
{
    private readonly Stack<Type> _open = new();
    private readonly Dictionary<Type, JsonTypeInfo> _objects = [];
    private int _count;

    /// <summary>The values of every enum in the documents, as they are written, by the path of the first member that has it.</summary>
    public SortedDictionary<string, string[]> Enums { get; } = new(StringComparer.Ordinal);

    /// <summary>The types of the objects in the documents.</summary>
    public IReadOnlyCollection<JsonTypeInfo> Objects => _objects.Values;

    /// <summary>A document with every member. Lists have two entries; the second one has required members only.</summary>
    public string Full(JsonTypeInfo type) => Start(type, full: true);

    /// <summary>A document with the required members only.</summary>
    public string Bare(JsonTypeInfo type) => Start(type, full: false);

    private string Start(JsonTypeInfo type, bool full)
    {
        _count = 0;
        return Value(type, kind, full)!.ToJsonString();
    }

    private JsonNode? Value(JsonTypeInfo type, string place, bool full)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                return Object(type, place, full);
            case JsonTypeInfoKind.Enumerable:
                var element = type.Options.GetTypeInfo(type.ElementType!);
                return full ? new JsonArray(Value(element, place, true), Value(element, place, element.Kind != JsonTypeInfoKind.Object)) : [];
            case JsonTypeInfoKind.Dictionary:
                var value = type.Options.GetTypeInfo(type.ElementType!);
                return full ? new JsonObject { ["first µ"] = Value(value, place, true), ["second"] = Value(value, place, true) } : [];
            default:
                return Plain(type, place, full);
        }
    }

    private JsonObject Object(JsonTypeInfo type, string place, bool full)
    {
        _open.Push(type.Type);
        _objects.TryAdd(type.Type, type);
        var json = new JsonObject();
        // A property that is not written has no getter; one without a setter and a constructor parameter is computed.
        foreach (var property in type.Properties.Where(property => property.Get is not null && (property.Set ?? (object?)property.AssociatedParameter) is not null))
        {
            var mayBeNull = property is { IsSetNullable: true, AssociatedParameter: null } || property.AssociatedParameter is { IsNullable: true };
            var isRequired = property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };
            if (full ? _open.Contains(property.PropertyType) : !isRequired)
                continue;
            json[property.Name] = mayBeNull && !full ? null : Member(type, property, $"{place}.{property.Name}", full);
        }

        _open.Pop();
        return json;
    }

    private JsonNode? Member(JsonTypeInfo type, JsonPropertyInfo property, string place, bool full) => property.PropertyType switch
    {
        { } counts when counts == typeof(int[]) => full ? new JsonArray(++_count, ++_count) : [],
        { } table when table == typeof(int[][]) => full ? new JsonArray(new JsonArray(++_count, ++_count), new JsonArray(++_count, ++_count)) : [],
        _ => Value(type.Options.GetTypeInfo(property.PropertyType), place, full),
    };

    private JsonNode Plain(JsonTypeInfo type, string place, bool full)
    {
        var plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        var number = full ? ++_count : 0;
        if (plain.IsEnum)
            return Enum(type, plain, place, full);
        return plain switch
        {
            _ when plain == typeof(string) => JsonValue.Create($"{place[(place.LastIndexOf('.') + 1)..]}-µ&{number}"),
            _ when plain == typeof(bool) => JsonValue.Create(full),
            _ when plain == typeof(int) || plain == typeof(long) => JsonValue.Create(number),
            _ when plain == typeof(double) || plain == typeof(float) => JsonValue.Create(number + 0.375),
            _ when plain == typeof(decimal) => JsonValue.Create(number + 0.50m),
            _ when plain == typeof(byte[]) => JsonValue.Create(Convert.ToBase64String([0, 128, 255, (byte)number])),
            _ when plain == typeof(DateTimeOffset) => JsonValue.Create($"2026-11-03T14:22:{number % 60:D2}.1250000+00:00"),
            _ when plain == typeof(DateOnly) => JsonValue.Create($"2026-11-{(number % 30) + 1:D2}"),
            _ when plain == typeof(TimeSpan) => JsonValue.Create(TimeSpan.FromMilliseconds(1500 + number).ToString()),
            _ when plain == typeof(JsonElement) => new JsonObject { ["member"] = number },
            _ when plain == typeof(Uri) => JsonValue.Create($"https://host.test/v{number}"),
            _ => throw new NotSupportedException($"{place} is a {plain}: say here what a document of it has."),
        };
    }

    private JsonValue Enum(JsonTypeInfo type, Type plain, string place, bool full)
    {
        var values = System.Enum.GetValues(plain).Cast<object>().Select(value => JsonSerializer.Serialize(value, type.Options.GetTypeInfo(plain))).ToArray();
        Enums.TryAdd(place, [.. values.Select(value => value.Trim('"'))]);
        return (JsonValue)JsonNode.Parse(full ? values[^1] : values[0])!;
    }
}
