using System.Text.Json;
using MuBench.Json;
using MuBench.Manifests.Reading.Fields;
using MuBench.Manifests.Requests;
using MuBench.Naming;

namespace MuBench.Manifests.Reading.Requests;

/// <summary>Reads <c>responseFormat</c>: the JSON schema of a response, and the member that names the option.</summary>
internal static class ResponseFormatReader
{
    public static readonly JsonField Schema = new("schema", "a JSON schema of type 'object' with 'properties' and 'required'") { IsRequired = true };

    public static readonly TextField Answer =
        new("answer", "the name of the property that names the option, 1 to 100 characters") { Default = ResponseFormatManifest.DefaultAnswer, Accepts = text => ManifestNames.IsLine(text, 100) };

    public static readonly ObjectField ResponseFormat = new("responseFormat", Fields);

    public static IReadOnlyList<ManifestField> Fields => [Schema, Answer];

    /// <summary>Reads the object; null if it is absent or has a fault.</summary>
    public static ResponseFormatManifest? Read(JsonObjectReader model)
    {
        if (model.Object(ResponseFormat) is not { } reader)
            return null;
        var answer = reader.Text(Answer) ?? ResponseFormatManifest.DefaultAnswer;
        if (reader.JsonObject(Schema) is not { } schema)
            return null;
        if (schema.Text("type") != "object" || schema.Child("properties") is not { ValueKind: JsonValueKind.Object } properties || !schema.TryGetProperty("required", out var required))
        {
            reader.Fault(Schema, $"expected {Schema.Expected}");
            return null;
        }

        if (!properties.TryGetProperty(answer, out _))
            reader.Fault(Schema, $"has no property {ManifestText.Quote(answer)}, which is to name the option; add it, or name another one in '{Answer.Name}'");
        else if (required.ValueKind != JsonValueKind.Array || !required.EnumerateArray().Any(name => name.ValueKind == JsonValueKind.String && name.GetString() == answer))
            reader.Fault(Schema, $"the property {ManifestText.Quote(answer)} names the option; list it in 'required'");
        else
            return new ResponseFormatManifest(schema, answer);
        return null;
    }
}
