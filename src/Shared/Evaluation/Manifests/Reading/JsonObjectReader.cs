using System.Text.Json;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the fields of one JSON object. Every fault is added to the collector, and reading continues.</summary>
internal sealed class JsonObjectReader
{
    private const string Repeated = "the field occurs more than once in the same object; keep one";

    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);

    private JsonObjectReader(JsonElement element, string path, ManifestFaults faults)
    {
        Path = path;
        Faults = faults;
        foreach (var property in element.EnumerateObject())
            if (!_values.TryAdd(property.Name, property.Value))
                faults.Add(ManifestText.Child(path, property.Name), Repeated);
    }

    /// <summary>The JSON path of the object.</summary>
    public string Path { get; }

    /// <summary>The collector of faults.</summary>
    public ManifestFaults Faults { get; }

    /// <summary>Starts to read an object; adds a fault and returns null if the value is not an object.</summary>
    public static JsonObjectReader? Open(JsonElement element, string path, string expected, ManifestFaults faults)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return new JsonObjectReader(element, path, faults);
        faults.Add(path, $"expected {expected}; found {ManifestText.FoundKind(element)}");
        return null;
    }

    public bool Has(ManifestField field) => _values.ContainsKey(field.Name);

    /// <summary>Adds a fault of a field's value.</summary>
    public void Fault(ManifestField field, string message) => Faults.Add(PathOf(field), message);

    public string PathOf(ManifestField field) => ManifestText.Child(Path, field.Name);

    /// <summary>Adds a fault for every unknown field, with the most similar known names.</summary>
    /// <param name="known">The fields that the object may have.</param>
    /// <param name="explain">Explains a name that is unknown here but known elsewhere; null if there is no explanation.</param>
    public void CheckNames(IReadOnlyList<ManifestField> known, Func<string, string?>? explain = null)
    {
        foreach (var name in _values.Keys.Where(name => known.All(field => field.Name != name)))
        {
            if (Faults.IsFull)
                Faults.Add(Path, "");
            else
                Faults.Add(ManifestText.Child(Path, name), explain?.Invoke(name) ?? UnknownName(name, known));
        }
    }

    public string? Text(TextField field)
    {
        if (Value(field) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is var text && field.Accepts?.Invoke(text!) != false)
            return text;
        Unexpected(field, value, field.IsSecret ? ManifestText.FoundKind(value) : ManifestText.Found(value));
        return null;
    }

    /// <summary>Reads one of the values of a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="remedy">What to write instead of a value that is not among them; returns null if it does not know.</param>
    public string? Choice(ChoiceField field, Func<string, string?>? remedy = null)
    {
        if (Value(field) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && field.Values.Contains(value.GetString()!, StringComparer.Ordinal))
            return value.GetString();
        var question = value.ValueKind == JsonValueKind.String ? remedy?.Invoke(value.GetString()!) ?? NearestNames.Question(value.GetString()!, field.Values) : null;
        Unexpected(field, value, ManifestText.Found(value) + (question is null ? "" : "; " + question));
        return null;
    }

    public bool? Flag(FlagField field)
    {
        if (Value(field) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Unexpected(field, value, ManifestText.Found(value));
        return null;
    }

    public long? Integer(IntegerField field, long? otherwise = null)
    {
        if (Value(field) is not { } value)
            return otherwise;
        if (field.IsNullable && value.ValueKind == JsonValueKind.Null)
            return null;
        if (WholeNumber(value) is { } number && number >= field.Min && number <= field.Max)
            return number;
        Unexpected(field, value, ManifestText.Found(value));
        return otherwise;
    }

    public double? Number(NumberField field, double? otherwise = null)
    {
        if (Value(field) is not { } value)
            return otherwise;
        if (field.IsNullable && value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= field.Min && number <= field.Max)
            return number;
        Unexpected(field, value, ManifestText.Found(value));
        return otherwise;
    }

    public JsonObjectReader? Object(ObjectField field)
    {
        if (Value(field) is not { } value || Open(value, PathOf(field), field.Expected, Faults) is not { } reader)
            return null;
        reader.CheckNames(field.Fields);
        return reader;
    }

    /// <summary>An object with any members, without repeated ones; null if it is absent or has a fault.</summary>
    public JsonElement? JsonObject(JsonField field)
    {
        if (Value(field) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
        {
            Unexpected(field, value, ManifestText.FoundKind(value));
            return null;
        }

        var before = Faults.Count;
        RefuseRepeated(value, PathOf(field));
        return Faults.Count == before ? value.Clone() : null;
    }

    /// <summary>
    /// The entries of a list with their paths; adds a fault and returns null if the value is not a list or has a wrong
    /// length.
    /// </summary>
    public IReadOnlyList<(JsonElement Value, string Path)>? List(ListField field)
    {
        if (Value(field) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Unexpected(field, value, ManifestText.Found(value));
            return null;
        }
        var length = value.GetArrayLength();
        if (length < field.MinItems || length > field.MaxItems)
        {
            Unexpected(field, value, length == 0 ? "an empty list" : $"{length:N0} entries");
            return null;
        }
        return [.. value.EnumerateArray().Select((entry, index) => (entry, $"{PathOf(field)}[{index}]"))];
    }

    /// <summary>The raw value of a field; null if it is absent, which is a fault for a required field.</summary>
    public JsonElement? Value(ManifestField field)
    {
        if (_values.TryGetValue(field.Name, out var value))
            return value;
        if (field.IsRequired)
            Fault(field, $"is required: {field.Expected}");
        return null;
    }

    /// <summary>A whole number in any spelling: 500, 500.0 or 5e2, as in the JSON schema.</summary>
    private static long? WholeNumber(JsonElement value)
    {
        const double Exact = 1L << 53;
        if (value.ValueKind != JsonValueKind.Number)
            return null;
        if (value.TryGetInt64(out var whole))
            return whole;
        return value.TryGetDouble(out var number) && double.IsInteger(number) && Math.Abs(number) <= Exact ? (long)number : null;
    }

    private void Unexpected(ManifestField field, JsonElement value, string found) => Fault(
        field,
        $"expected {field.Expected}; found {found}" + (value.ValueKind == JsonValueKind.Null && !field.IsRequired ? "; leave the field out instead" : ""));

    private void RefuseRepeated(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, entry) in value.EnumerateArray().Index())
                RefuseRepeated(entry, $"{path}[{index}]");
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in value.EnumerateObject())
            {
                if (!names.Add(member.Name))
                    Faults.Add(ManifestText.Child(path, member.Name), Repeated);
                RefuseRepeated(member.Value, ManifestText.Child(path, member.Name));
            }
        }
    }

    private static string UnknownName(string name, IReadOnlyList<ManifestField> known)
    {
        if (FieldAliases.Find(name, known) is { } meant)
            return $"unknown field; write '{meant}'";
        var names = known.Select(field => field.Name).ToList();
        return "unknown field; " + (NearestNames.Question(name, names) ?? $"the fields here are {ManifestText.And(names)}");
    }
}
