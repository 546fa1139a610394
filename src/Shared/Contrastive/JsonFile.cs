using System.Text.Json;

namespace MuBench.Contrastive;

/// <summary>An object of a model's JSON file. A field of the wrong type is a fault that names the file and the field.</summary>
internal sealed class JsonFile
{
    private readonly string _path;
    private readonly string _prefix;
    private readonly JsonElement _element;

    private JsonFile(string path, string prefix, JsonElement element) => (_path, _prefix, _element) = (path, prefix, element);

    public static JsonFile Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return new JsonFile(path, "", document.RootElement.Clone()).RequireObject("the file");
        }
        catch (JsonException exception)
        {
            throw new UserException($"'{path}' is not valid JSON: {exception.Message}", exception);
        }
    }

    public UserException Wrong(string field, string why) => new($"'{_path}': {_prefix}{field} {why}.");

    public string RawText(string field) => Find(field)?.GetRawText() ?? "";

    public bool Has(string field) => Find(field) is not null;

    public bool IsObject(string field) => Find(field)?.ValueKind == JsonValueKind.Object;

    public string? Text(string field) => Get(field, JsonValueKind.String, "a text")?.GetString();

    /// <summary>The text of a field; null if the field is absent or of another type.</summary>
    public string? TextOrNothing(string field) => Find(field) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>The text of a field, or the <c>content</c> of an object in it: files name tokens in both ways.</summary>
    public string? TextOrContent(string field) => IsObject(field) ? Object(field).Text("content") : Text(field);

    public int? Integer(string field) => Number(field) is not { } number ? null
        : number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number
        : throw Wrong(field, "should be a whole number");

    public double? Number(string field) => Get(field, JsonValueKind.Number, "a number")?.GetDouble();

    public bool? Flag(string field) => Find(field)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(field, "should be true or false"),
    };

    public JsonFile Object(string field) => OptionalObject(field) ?? throw Wrong(field, "is missing");

    public JsonFile? OptionalObject(string field) =>
        Get(field, JsonValueKind.Object, "an object") is { } found ? new JsonFile(_path, $"{_prefix}{field}.", found) : null;

    public IEnumerable<JsonElement> Elements(string field) =>
        Get(field, JsonValueKind.Array, "a list") is { } found ? found.EnumerateArray() : throw Wrong(field, "is missing");

    public IEnumerable<JsonFile> Objects(string field) => Has(field)
        ? Elements(field).Select((element, index) => new JsonFile(_path, $"{_prefix}{field}[{index}].", element).RequireObject(field))
        : [];

    public float[]? Floats(string field) => !Has(field) ? null
        : [.. Elements(field).Select(element => element.ValueKind == JsonValueKind.Number ? element.GetSingle() : throw Wrong(field, "should be a list of numbers"))];

    /// <summary>The names and whole numbers of an object in a field; of this object itself if the field is null.</summary>
    public Dictionary<string, int> Integers(string? field)
    {
        if (field is not null)
            return Object(field).Integers(null);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var property in _element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetInt32(out var number))
                throw Wrong(property.Name, "should be a whole number");
            numbers[property.Name] = number;
        }

        return numbers;
    }

    private JsonFile RequireObject(string what) =>
        _element.ValueKind == JsonValueKind.Object ? this : throw new UserException($"'{_path}': {what} should be an object.");

    private JsonElement? Get(string field, JsonValueKind kind, string what) => Find(field) is not { } found ? null
        : found.ValueKind == kind ? found
        : throw Wrong(field, $"should be {what}");

    // A null is treated as an absent field.
    private JsonElement? Find(string field) =>
        _element.TryGetProperty(field, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
}
