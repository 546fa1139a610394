using System.Text.Json;
using MuBench.Contrastive;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Reads the templates of an ensemble.</summary>
internal static class TemplateListReader
{
    private const int MaximumLength = 500;

    public static IReadOnlyList<string>? Read(JsonObjectReader reader)
    {
        var field = ModelFields.Templates;
        if (reader.List(field) is not { } entries)
            return null;
        var templates = new List<string>();
        foreach (var (value, path) in entries)
        {
            if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: <= MaximumLength } template || !EnsembleTemplate.HasClass(template))
                reader.Faults.Add(path, $"expected a text of at most {MaximumLength} characters that contains {EnsembleTemplate.Class}; found {ManifestText.Found(value)}");
            else if (templates.Contains(template, StringComparer.Ordinal))
                reader.Faults.Add(path, "the template occurs twice; keep one");
            else
                templates.Add(template);
        }

        return templates;
    }
}
