using System.Text.Json;
using MuBench.Naming;
using MuBench.Secrets;

namespace MuBench.Manifests.Reading;

/// <summary>
/// Rejects keys and passwords that are written into a manifest, in any field: manifests are stored, forwarded and
/// displayed. Messages never repeat the value.
/// </summary>
internal static class LiteralSecrets
{
    private const string KeyFault =
        "looks like a key, and keys are not written into manifests: 'apiKey' names a secret, such as \"secret:openai-key\"; if this is not a key, write it in a shorter or more readable form";

    private const string AddressFault = "has an address with a user name, a password or a key in it; leave them out: 'apiKey' names a secret, such as \"secret:openai-key\"";

    /// <summary>Checks a document whose fields have been read.</summary>
    public static void Check(JsonElement root, ManifestFaults faults) => Check(root, "$", faults);

    private static void Check(JsonElement value, string path, ManifestFaults faults)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    // The reader of this field accepts only names of secrets and explains how to name one.
                    if (property.Name != ModelFields.ApiKey.Name || property.Value.ValueKind != JsonValueKind.String)
                        Check(property.Value, ManifestText.Child(path, property.Name), faults);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var entry in value.EnumerateArray())
                    Check(entry, $"{path}[{index++}]", faults);
                break;
            case JsonValueKind.String:
                CheckText(value.GetString()!, path, faults);
                break;
            default:
                break;
        }
    }

    private static void CheckText(string text, string path, ManifestFaults faults)
    {
        var isKey = KeyPatterns.AreIn(text);
        if (!isKey && !UrlCredentials.AreIn(text))
            return;
        faults.Redact(text);
        if (isKey)
            faults.Add(path, KeyFault);
        else if (!faults.HasAt(path))
            faults.Add(path, AddressFault);
    }
}
