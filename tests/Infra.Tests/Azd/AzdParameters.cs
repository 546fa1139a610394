using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MuBench.Tests.Azd;

/// <summary>
/// Expands a parameter file with the azd environment, as azd 1.23.4 and later does (<c>loadParameters</c> and
/// <c>armParameterFileValue</c> of its <c>bicep_provider.go</c>, and drone/envsubst 1.0.3).
/// </summary>
internal static partial class AzdParameters
{
    /// <summary>The parameters of the template. A parameter whose variable is not set is left out.</summary>
    /// <param name="file">Text of the parameter file.</param>
    /// <param name="template">The compiled template, which defines the type of each parameter.</param>
    /// <param name="environment">The set variables; a variable that is set to nothing has the empty value.</param>
    public static JsonObject Expand(string file, JsonNode template, IReadOnlyDictionary<string, string> environment)
    {
        var given = new JsonObject();
        foreach (var (name, parameter) in JsonNode.Parse(file)!["parameters"]!.AsObject())
        {
            var definition = template["parameters"]![name]!;
            var type = (string)definition["type"]!;
            var text = (string)parameter!["value"]!;
            var isUnset = Variable().Matches(text).Any(match => !environment.ContainsKey(match.Groups[1].Value));
            if (Value(text, type, isUnset, environment, definition["defaultValue"]) is { } value)
                given[name] = value;
        }

        return given;
    }

    // Lists and objects are parsed after the variable is inserted. Other values are inserted into JSON text, where a quote would end them.
    private static JsonNode? Value(string text, string type, bool isUnset, IReadOnlyDictionary<string, string> environment, JsonNode? preset)
    {
        if (type is "array" or "object")
        {
            var list = Substitute(text, environment);
            return list.Length == 0 && isUnset ? null : JsonNode.Parse(list);
        }

        var value = (string)JsonNode.Parse(Substitute($"\"{text}\"", environment))!;
        if (value.Length == 0 && isUnset)
            return null;
        return type switch
        {
            "bool" => value switch
            {
                "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
                "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
                _ => null,
            },
            "int" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            // An empty value is used only if it overrides another default.
            _ => value.Length > 0 || (preset is not null && (string?)preset != value) ? value : null,
        };
    }

    // The default is also used for an empty variable.
    private static string Substitute(string text, IReadOnlyDictionary<string, string> environment) =>
        Variable().Replace(text, match => environment.GetValueOrDefault(match.Groups[1].Value, "") is { Length: > 0 } set ? set : match.Groups[3].Value);

    [GeneratedRegex(@"\$\{(\w+)(=([^}]*))?\}")]
    private static partial Regex Variable();
}
